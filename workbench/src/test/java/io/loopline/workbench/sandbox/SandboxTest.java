package io.loopline.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SandboxTest extends SandboxBench {
  @Test
  void shouldGiveExitCodeAndOutputWhenProgramEnds() throws Exception {
    // When
    SandboxOutcome outcome = sh("cat input.txt; echo oops >&2; echo made > output.txt; exit 3");

    // Then
    SandboxOutcome.Exited exited = exited(outcome);
    assertThat(exited.exitCode()).isEqualTo(3);
    assertThat(exited.output()).isEqualTo(new SandboxOutput("input\n", "oops\n", 6, 5, false));
    assertThat(Files.readString(workspace().resolve("output.txt"))).isEqualTo("made\n");
  }

  @Test
  void shouldPassFolderInputAndEnvironmentWhenGiven() throws Exception {
    // Given
    Files.createDirectories(workspace().resolve("a/b"));
    SandboxRequest request =
        new SandboxRequest(
            List.of("sh", "-c", "pwd; cat; echo $GREETING \"$1\"", "x", "; id $(id) 'quoted'"),
            workspace(),
            "a/b",
            "from stdin, ünïcode\n",
            Map.of("GREETING", "hello"),
            limits());

    // When
    SandboxOutcome outcome = sandbox().run(request);

    // Then
    assertThat(stdout(outcome))
        .isEqualTo("/workspace/a/b\nfrom stdin, ünïcode\nhello ; id $(id) 'quoted'\n");
  }

  @Test
  void shouldCompileAndRunJavaOnTheJdkOfThisService() throws Exception {
    // Given
    Files.writeString(
        workspace().resolve("Hello.java"),
        "public class Hello { public static void main(String[] a) { IO.println(a[0] +"
            + " Runtime.version().feature()); } }");
    SandboxLimits roomy =
        new SandboxLimits(
            Duration.ofSeconds(100),
            Duration.ofSeconds(100),
            512 * MIB,
            256,
            64 << 10,
            16 * MIB,
            200,
            64 * MIB);

    // When
    SandboxOutcome outcome =
        run(roomy, "sh", "-c", "javac Hello.java && java -cp . Hello Java", marker);

    // Then
    assertThat(stdout(outcome)).isEqualTo("Java" + Runtime.version().feature() + "\n");
    assertThat(workspace().resolve("Hello.class")).isRegularFile();
    SandboxUsage usage = exited(outcome).usage();
    assertThat(usage.cpu()).isPositive();
    assertThat(usage.peakMemoryBytes()).isBetween(8 * MIB, 512 * MIB);
    assertThat(usage.peakProcesses()).isBetween(5, 256);
  }

  @Test
  void shouldNotWaitForAReaderWhenInputIsLargeAndNotRead() throws Exception {
    // Given
    SandboxRequest request =
        new SandboxRequest(
            List.of("true"), workspace(), "", "x".repeat(1 << 20), Map.of(), limits());

    // When
    SandboxOutcome outcome = sandbox().run(request);

    // Then
    assertThat(exited(outcome).exitCode()).isZero();
  }

  @Test
  void shouldKeepHeadAndTailWhenOutputIsLong() throws Exception {
    // When
    SandboxOutcome outcome =
        perl("print \"first\\n\"; print \"\\xff\\xfe x\\n\" x 20000; print \"last\\n\"");

    // Then
    SandboxOutput output = exited(outcome).output();
    assertThat(output.truncated()).isTrue();
    assertThat(output.stdoutBytes()).isEqualTo(6 + 20000 * 5 + 5);
    assertThat(output.stdout())
        .startsWith("first\n\uFFFD\uFFFD x\n")
        .contains("bytes left out")
        .endsWith("last\n")
        .hasSizeLessThan(70_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-program", "./input.txt", "/workspace"})
  void shouldSayThatItDidNotStartWhenThereIsNoSuchProgram(String program) throws Exception {
    // When
    SandboxOutcome outcome = run(program, marker);

    // Then
    assertThat(outcome).isInstanceOf(SandboxOutcome.NotStarted.class);
    assertThat(((SandboxOutcome.NotStarted) outcome).reason())
        .startsWith("the program '" + program + "' cannot be started in the sandbox: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "input.txt", "..", "/etc"})
  void shouldSayThatItDidNotStartWhenThereIsNoSuchFolder(String folder) throws Exception {
    // Given
    SandboxRequest request =
        new SandboxRequest(List.of("true"), workspace(), folder, "", Map.of(), limits());

    // When
    SandboxOutcome outcome = sandbox().run(request);

    // Then
    assertThat(outcome)
        .isEqualTo(
            new SandboxOutcome.NotStarted(
                "there is no folder '" + folder + "' in the workspace to run in"));
  }

  @Test
  void shouldBelieveTheProgramNothingWhenItSpeaksLikeTheSandbox() throws Exception {
    // When
    SandboxOutcome outcome = sh("echo 'bwrap: No permissions to create new namespace' >&2; exit 1");

    // Then
    assertThat(exited(outcome).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldShowFurtherPathsReadOnlyWhenTheDeploymentSaysSo() throws Exception {
    // Given
    Path tools = Files.createDirectories(directory.resolve("tools"));
    Files.writeString(tools.resolve("tool.sh"), "echo from the tool");
    SandboxSettings settings = new SandboxSettings("bwrap", List.of(tools), 65520, 256, 2, 64);
    Sandbox sandbox = new Sandbox(settings, directory.resolve("etc"), 1);
    String script = "sh %s/tool.sh; touch %s/x".formatted(tools, tools);

    // When
    SandboxOutcome outcome =
        sandbox.run(
            new SandboxRequest(
                List.of("sh", "-c", script, marker), workspace(), "", "", Map.of(), limits()));

    // Then
    assertThat(stdout(outcome)).isEqualTo("from the tool\n");
    assertThat(exited(outcome).output().stderr()).contains("Read-only file system");
  }

  @Test
  void shouldRunSeveralAtOnceWhenThereArePlaces() throws Exception {
    // Given
    Sandbox sandbox = sandbox();
    Path other = Files.createDirectories(directory.resolve("other"));
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<SandboxOutcome> waiting = new AtomicReference<>();
    Thread first =
        Thread.ofVirtual()
            .start(() -> {
              started.countDown();
              try {
                waiting.set(
                    sandbox.run(
                        new SandboxRequest(
                            List.of("sh", "-c", "until [ -e go ]; do sleep 0.02; done", marker),
                            other,
                            "",
                            "",
                            Map.of(),
                            limits())));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    started.await();

    // When
    SandboxOutcome second =
        sandbox.run(
            new SandboxRequest(
                List.of("echo", "second", marker), workspace(), "", "", Map.of(), limits()));
    Files.writeString(other.resolve("go"), "");
    first.join();

    // Then
    assertThat(stdout(second)).startsWith("second");
    assertThat(exited(waiting.get()).exitCode()).isZero();
  }

  @RepeatedTest(5) // the moment of the interruption differs, from before the walls stand to after
  void shouldKillTheProgramWhenTheCallerIsInterrupted() throws Exception {
    // Given
    Thread caller = Thread.currentThread();
    Thread interrupter =
        Thread.ofVirtual()
            .start(() -> {
              while (marked().isEmpty()) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });

    // When // Then
    assertThatThrownBy(() -> sh("sleep 300")).isInstanceOf(InterruptedException.class);
    interrupter.join();
    assertThat(marked()).isEmpty();
  }
}
