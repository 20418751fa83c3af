package io.loopline.workbench.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that want out, or more than they may have. */
@Timeout(120)
class SandboxHostileTest extends SandboxBench {
  private SandboxLimits within(Duration wall) {
    return limits().within(wall);
  }

  @Test
  void shouldKillAProgramThatSleepsForEver() throws Exception {
    // When
    SandboxOutcome outcome =
        run(within(Duration.ofSeconds(1)), "sh", "-c", "echo begun; sleep 3000", marker);

    // Then
    assertKilledBy(SandboxLimit.WALL, outcome);
    assertThat(((SandboxOutcome.Killed) outcome).output().stdout()).isEqualTo("begun\n");
    assertThat(((SandboxOutcome.Killed) outcome).message()).isEqualTo("It ran longer than 1000 ms");
  }

  @Test
  void shouldKillAProgramThatIgnoresEverySignal() throws Exception {
    // When
    SandboxOutcome outcome =
        run(
            within(Duration.ofSeconds(1)),
            "perl",
            "-e",
            "$SIG{$_} = 'IGNORE' for keys %SIG; sleep 1 while 1",
            marker);

    // Then
    assertKilledBy(SandboxLimit.WALL, outcome);
  }

  @Test
  void shouldLeaveNothingWhenAProgramLeavesADaemonBehind() throws Exception {
    // When
    SandboxOutcome outcome =
        sh(
            "(setsid sh -c 'sleep 3000; echo "
                + marker
                + "' >/dev/null 2>&1 </dev/null &) & echo left");

    // Then
    assertThat(stdout(outcome)).isEqualTo("left\n");
    assertThat(marked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b() { b | b & }; b; sleep 3000",
        "perl -e 'fork while 1'",
        "perl -e 'while (1) { fork or do { setpgrp; sleep 3000 } }'"
      })
  void shouldKillAForkBomb(String bomb) throws Exception {
    // When
    SandboxOutcome outcome = sh(bomb);

    // Then
    assertKilledBy(SandboxLimit.PROCESSES, outcome);
  }

  @Test
  void shouldNotLetProcessesBeyondTheHardLimitStartWhenTheyAreFasterThanTheSupervisor()
      throws Exception {
    // Given
    SandboxLimits few = limits();
    String script = "$n = 0; while (defined($p = fork)) { $p or do { sleep 3000 }; $n++ } print $n";

    // When
    SandboxOutcome outcome = run(few, "perl", "-e", script, marker);

    // Then
    assertThat(outcome).isInstanceOfAny(SandboxOutcome.Killed.class, SandboxOutcome.Exited.class);
    int peak =
        switch (outcome) {
          case SandboxOutcome.Killed killed -> killed.usage().peakProcesses();
          case SandboxOutcome.Exited exited -> exited.usage().peakProcesses();
          default -> throw new AssertionError(outcome);
        };
    assertThat(peak).isLessThanOrEqualTo(4 * few.processes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "yes >&2", "cat /dev/zero"})
  void shouldKillAProgramWithEndlessOutput(String script) throws Exception {
    // When
    SandboxOutcome outcome = sh(script);

    // Then
    assertKilledBy(SandboxLimit.OUTPUT, outcome);
    SandboxOutput output = ((SandboxOutcome.Killed) outcome).output();
    assertThat(output.stdout().length() + output.stderr().length()).isLessThan(80_000);
  }

  @Test
  void shouldEndAProgramThatWritesAnEndlessFile() throws Exception {
    // When
    SandboxOutcome outcome = run("dd", "if=/dev/zero", "of=big", "bs=1M", "count=10240");

    // Then
    assertThat(outcome).isInstanceOf(SandboxOutcome.Killed.class);
    assertThat(((SandboxOutcome.Killed) outcome).limit())
        .isIn(SandboxLimit.FILE_SIZE, SandboxLimit.WORKSPACE); // the kernel or the supervisor
    assertThat(Files.size(workspace().resolve("big"))).isLessThanOrEqualTo(16 * MIB);
  }

  @Test
  void shouldEndAProgramThatMakesAHugeSparseFile() throws Exception {
    // When
    SandboxOutcome outcome = sh("exec truncate -s 10G big");

    // Then
    assertKilledBy(SandboxLimit.FILE_SIZE, outcome);
    assertThat(Files.size(workspace().resolve("big"))).isLessThanOrEqualTo(16 * MIB);
  }

  @Test
  void shouldKillAProgramThatFillsTheWorkspaceWithManyFiles() throws Exception {
    // When
    SandboxOutcome outcome =
        sh("i=0; while :; do i=$((i+1)); head -c 4000000 /dev/zero > file$i; done");

    // Then
    assertKilledBy(SandboxLimit.WORKSPACE, outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {": > file$i", "mkdir folder$i"})
  void shouldKillAProgramThatMakesFilesWithoutEnd(String make) throws Exception {
    // When
    SandboxOutcome outcome = sh("i=0; while :; do i=$((i+1)); " + make + "; done");

    // Then
    assertKilledBy(SandboxLimit.FILES, outcome);
  }

  @Test
  void shouldKillAProgramThatTakesMoreAndMoreMemory() throws Exception {
    // When
    SandboxOutcome outcome =
        perl("while (1) { push @a, 'x' x 1048576; select(undef, undef, undef, 0.004) }");

    // Then
    assertKilledBy(SandboxLimit.MEMORY, outcome);
  }

  @Test
  void shouldRefuseMemoryToAProgramThatIsFasterThanTheSupervisor() throws Exception {
    // When
    SandboxOutcome outcome = perl("push @a, 'x' x 268435456; print 'had it'");

    // Then
    switch (outcome) {
      case SandboxOutcome.Exited exited -> {
        assertThat(exited.exitCode()).isNotZero();
        assertThat(exited.output().stdout()).isEmpty();
      }
      default -> assertKilledBy(SandboxLimit.MEMORY, outcome);
    }
  }

  @Test
  void shouldCountTheMemoryOfAllProcessesTogether() throws Exception {
    // When: each stays below the limit of 64 MiB
    SandboxOutcome outcome = perl("for (1..7) { fork or last } $x = 'x' x 20000000; sleep 3000");

    // Then
    assertKilledBy(SandboxLimit.MEMORY, outcome);
  }

  @Test
  void shouldCountSharedMemoryOnceWhenProcessesShareIt() throws Exception {
    // When: 8 processes with the same 20 MB
    SandboxOutcome outcome =
        perl("$x = 'x' x 10000000; for (1..7) { fork or do { sleep 1; exit } } 1 while wait > 0");

    // Then
    assertThat(exited(outcome).exitCode()).isZero();
    assertThat(exited(outcome).usage().peakMemoryBytes()).isGreaterThan(64 * MIB);
  }

  @Test
  void shouldKillAProgramThatTakesMoreCpuTimeThanItMay() throws Exception {
    // Given
    SandboxLimits small =
        new SandboxLimits(
            Duration.ofSeconds(60), Duration.ofSeconds(1), 64 * MIB, 32, 64 << 10, MIB, 200, MIB);

    // When
    SandboxOutcome outcome =
        run(small, "sh", "-c", "while :; do :; done & while :; do :; done", marker);

    // Then
    assertKilledBy(SandboxLimit.CPU, outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/big", "/dev/shm/big"})
  void shouldGiveNoMoreMemoryThroughFilesThanItSays(String file) throws Exception {
    // When
    SandboxOutcome outcome = run("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=100");

    // Then
    switch (outcome) {
      case SandboxOutcome.Exited exited ->
          assertThat(exited.output().stderr()).contains("No space left");
      default -> assertKilledBy(SandboxLimit.FILE_SIZE, outcome);
    }
  }

  @Test
  void shouldShowNothingOfThisMachineButItsPrograms() throws Exception {
    // Given
    Path other = Files.createDirectories(directory.resolve("other-workspace"));
    Files.writeString(other.resolve("secret.txt"), "secret");
    long thisProcess = ProcessHandle.current().pid();

    // When
    SandboxOutcome outcome =
        sh(
            """
            for path in /etc/shadow /etc/hostname /root /home /var /sys /run %s %s /proc/%d/environ; do
              [ -e "$path" ] && echo "there is $path"
            done
            grep -v -e ^root -e ^loopline -e ^nobody /etc/passwd
            kill -0 %d 2>&1 && echo "sees this JVM"
            id -un; hostname 2>/dev/null || cat /proc/sys/kernel/hostname
            """
                .formatted(other, directory, thisProcess, thisProcess));

    // Then
    assertThat(stdout(outcome).lines().filter(line -> !line.matches("|.*No such process")))
        .containsExactly("loopline", "loopline");
  }

  @Test
  void shouldShowNoProcessButItsOwn() throws Exception {
    // When
    SandboxOutcome outcome = sh("for p in /proc/[0-9]*; do cat $p/comm; done");

    // Then
    assertThat(stdout(outcome).lines().distinct()).containsExactlyInAnyOrder("bwrap", "sh");
  }

  @Test
  void shouldGiveAnEnvironmentOfItsOwn() throws Exception {
    // Given
    assertThat(System.getenv()).isNotEmpty();

    // When
    SandboxOutcome outcome = run("sh", "-c", "env; echo ---=; cat /proc/1/environ", marker);

    // Then
    assertThat(stdout(outcome).replace("---=\nPWD=/\0", "---=\n").lines())
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .containsExactlyInAnyOrder(
            "HOME",
            "JAVA_HOME",
            "JAVA_TOOL_OPTIONS",
            "LANG",
            "LOOPLINE_SANDBOX",
            "PATH",
            "PWD",
            "---");
  }

  @Test
  void shouldReachNoListenerOfThisMachine() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      // Given
      String connect = connectTo(listener.getLocalPort());
      assertThat(onThisMachine("perl", "-e", connect)).isEqualTo("connected");

      // When
      SandboxOutcome outcome = perl(connect);

      // Then
      assertThat(stdout(outcome)).isEqualTo("failed: Connection refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/usr", "/etc", "/dev", "/proc", "/proc/sys/kernel", "/usr/bin"})
  void shouldWriteNowhereButInWorkspaceAndTmp(String folder) throws Exception {
    // When
    SandboxOutcome outcome = sh("touch '" + folder + "/x' && echo wrote");

    // Then
    assertThat(exited(outcome).exitCode()).isNotZero();
    assertThat(stdout(outcome)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unshare -U true", "unshare -Ur true", "unshare -n true", "chroot / true"})
  void shouldGainNoNamespaceAndNoRight(String command) throws Exception {
    // When
    SandboxOutcome outcome = sh(command + " && echo gained; grep CapEff /proc/self/status");

    // Then
    assertThat(stdout(outcome)).isEqualTo("CapEff:\t0000000000000000\n");
  }

  @Test
  void shouldNotRunAsRootWhenThisProcessDoes() throws Exception {
    // When
    exited(sh("echo x > made"));

    // Then
    assertThat((Integer) Files.getAttribute(workspace().resolve("made"), "unix:uid")).isNotZero();
  }

  private static String connectTo(int port) {
    return """
    use Socket; socket(S, PF_INET, SOCK_STREAM, 0);
    print connect(S, sockaddr_in(%d, inet_aton('127.0.0.1'))) ? 'connected' : "failed: $!"
    """
        .formatted(port);
  }

  private static String onThisMachine(String... argv) throws IOException {
    Process process = new ProcessBuilder(List.of(argv)).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
