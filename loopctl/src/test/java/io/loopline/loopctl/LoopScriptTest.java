package io.loopline.loopctl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code loop} script in a checkout of empty files, with a {@code java} and an {@code mvn} that
 * only say how they were called. The usual places of JDKs are below the test's folder.
 */
class LoopScriptTest {
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "loop-core",
          "loop-codec",
          "service-kit",
          "workbench",
          "planner-service",
          "executor-service",
          "verifier-service",
          "loopctl");
  private static final List<String> NEEDED =
      List.of(
          "dirname",
          "readlink",
          "sed",
          "ls",
          "find",
          "grep",
          "head",
          "tail",
          "tee",
          "touch",
          "mv",
          "mkdir",
          "date",
          "cat");
  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  private Path home = Path.of("");
  private Path bin = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    bin = Files.createDirectories(folder.resolve("bin"));
    for (String program : NEEDED) {
      program(bin.resolve(program), "exec " + place(program) + " \"$@\"");
    }
    home = checkout(folder.resolve("a checkout with blanks"));
    jdk("usr/lib/jvm/jdk-17", "17.0.9");
    jdk("usr/lib/jvm/jdk-25", "25.0.1");
  }

  @Test
  void shouldStartTheCommandLineWithItsArguments() throws Exception {
    // When
    Said said = loop(folder, Map.of(), "submit", "a file.yaml", "--id", "x*y");

    // Then
    assertThat(said.exitCode()).isEqualTo(7);
    assertThat(said.lines())
        .contains("java of jdk-25", "[-Dloopline.home=" + home + "]")
        .endsWith("[io.loopline.loopctl.LoopCtl]", "[submit]", "[a file.yaml]", "[--id]", "[x*y]");
    assertThat(said.lines())
        .contains("[" + home + "/loopctl/target/loopctl-0.1.0.jar:/repository/some.jar]");
    assertThat(folder.resolve("mvn.called")).doesNotExist();
  }

  @Test
  void shouldRunFromAnyDirectory() throws Exception {
    // Given
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

    // When
    Said fromHome = run(home, Map.of(), List.of("sh", "loop", "list"));
    Said fromElsewhere = loop(elsewhere, Map.of(), "list");

    // Then
    assertThat(fromHome.lines()).endsWith("[list]").isEqualTo(fromElsewhere.lines());
  }

  @Test
  void shouldPreferJavaHomeAndPassOverAnOldOne() throws Exception {
    // Given
    Path mine = jdk("my jdk", "26");
    Path old = jdk("old", "21.0.2");
    Path runtimeOnly = jdk("runtime", "25");
    Files.delete(runtimeOnly.resolve("bin").resolve("javac"));

    // Then
    assertThat(loop(folder, Map.of("JAVA_HOME", mine.toString()), "list").lines())
        .contains("java of my jdk");
    assertThat(loop(folder, Map.of("JAVA_HOME", old.toString()), "list").lines())
        .contains("java of jdk-25");
    assertThat(loop(folder, Map.of("JAVA_HOME", runtimeOnly.toString()), "list").lines())
        .contains("java of jdk-25");
  }

  @Test
  void shouldExitWithThreeAndSayWhatToDoWhenThereIsNoJdk() throws Exception {
    // Given
    Files.delete(folder.resolve("usr/lib/jvm/jdk-25/bin/javac"));

    // When
    Said said = loop(folder, Map.of(), "list");

    // Then
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.lines())
        .containsExactly(
            "loop: no JDK 25 or newer found in JAVA_HOME, on the PATH or in the usual places;"
                + " install one and set JAVA_HOME");
  }

  @Test
  void shouldBuildOnceWhenASourceIsNewer() throws Exception {
    // Given
    maven("exit 0");
    Files.writeString(home.resolve("loop-core/src/main/New.java"), "");

    // When
    Said first = loop(folder, Map.of(), "list");
    String called = Files.readString(folder.resolve("mvn.called"));
    Said second = loop(folder, Map.of(), "list");

    // Then
    assertThat(first.lines())
        .contains("building what has changed")
        .anyMatch(line -> line.matches("built in \\d+ s"))
        .endsWith("[list]");
    assertThat(called)
        .contains("in " + home, "with jdk-25", "-Dmaven.test.skip=true", "-am package")
        .contains(
            "-pl deploy/local-stack,planner-service,executor-service,verifier-service,loopctl");
    assertThat(second.lines()).endsWith("[list]").doesNotContain("building what has changed");
    assertThat(Files.readString(folder.resolve("mvn.called"))).isEqualTo(called);
  }

  @Test
  void shouldBuildWhenSomethingBuiltIsMissing() throws Exception {
    // Given
    maven("exit 0");
    Files.delete(home.resolve("deploy/local-stack/target/broker.classpath"));

    // When
    Said said = loop(folder, Map.of(), "list");

    // Then
    assertThat(folder.resolve("mvn.called")).exists();
    assertThat(said.lines()).endsWith("[list]");
  }

  @Test
  void shouldExitWithThreeAndNameTheErrorWhenTheBuildFails() throws Exception {
    // Given
    maven("echo '[INFO] fine'; echo '[ERROR] Foo.java:[1,2] not a statement'; exit 1");
    Files.writeString(home.resolve("loop-core/src/main/New.java"), "");

    // When
    Said said = loop(folder, Map.of(), "list");
    Said again = loop(folder, Map.of(), "list");

    // Then
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.lines())
        .last()
        .isEqualTo(
            "loop: the build failed: Foo.java:[1,2] not a statement; see "
                + home
                + "/.loop/logs/build.log");
    assertThat(home.resolve(".loop/logs/build.log")).content().contains("[INFO] fine");
    assertThat(again.exitCode()).as("a failed build does not count as built").isEqualTo(3);
  }

  @Test
  void shouldExitWithThreeWhenThereIsNothingToBuildWith() throws Exception {
    // Given
    Files.writeString(home.resolve("pom.xml"), "");

    // When
    Said said = loop(folder, Map.of(), "list");

    // Then
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.lines())
        .containsExactly(
            "loop: Maven is needed to build and there is no mvn on the PATH; install Maven 3.8.1 or"
                + " newer");
  }

  private record Said(int exitCode, List<String> lines) {}

  private Said loop(Path directory, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", home.resolve("loop").toString()));
    command.addAll(List.of(arguments));
    return run(directory, environment, command);
  }

  private Said run(Path directory, Map<String, String> environment, List<String> command)
      throws Exception {
    List<String> absolute = new ArrayList<>(command);
    absolute.set(0, place(command.getFirst()).toString());
    ProcessBuilder builder =
        new ProcessBuilder(absolute).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("HOME", folder.resolve("nobody").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said.lines().toList());
  }

  /** A checkout in which everything is built and no source is newer. */
  private Path checkout(Path root) throws IOException {
    for (String module : MODULES) {
      file(root.resolve(module).resolve("target").resolve(module + "-0.1.0.jar"), "");
      file(root.resolve(module).resolve("pom.xml"), "");
      file(root.resolve(module).resolve("src/main/Some.java"), "");
    }
    for (String module : List.of("planner-service", "executor-service", "verifier-service")) {
      file(root.resolve(module).resolve("target/service.classpath"), "/repository/other.jar");
    }
    file(root.resolve("loopctl/target/service.classpath"), "/repository/some.jar");
    file(root.resolve("deploy/local-stack/target/broker.classpath"), "");
    file(root.resolve("deploy/local-stack/target/registry/quarkus-run.jar"), "");
    file(root.resolve("deploy/local-stack/pom.xml"), "");
    file(root.resolve("pom.xml"), "");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(BUILT.minusSeconds(60)));
      }
    }
    Path built = root.resolve("loopctl/target/loop.built");
    file(built, "");
    Files.setLastModifiedTime(built, FileTime.from(BUILT));
    String script = Files.readString(Path.of("..", "loop"));
    for (String place :
        List.of("/usr/lib/jvm/", "/usr/java/", "/opt/java/", "/opt/jdk", "/opt/homebrew/")) {
      assertThat(script).contains(" " + place);
      script = script.replace(" " + place, " " + folder + place);
    }
    Files.writeString(root.resolve("loop"), script);
    return root;
  }

  /** A JDK whose java says that it was called, and ends with 7. */
  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    file(jdk.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"" + version + "\"\n");
    program(jdk.resolve("bin/javac"), "exit 1");
    program(
        jdk.resolve("bin/java"),
        "echo 'java of " + jdk.getFileName() + "'; printf '[%s]\\n' \"$@\"; exit 7");
    return jdk;
  }

  private void maven(String end) throws IOException {
    program(
        bin.resolve("mvn"),
        "{ echo \"in $(pwd)\"; echo \"with ${JAVA_HOME##*/}\"; echo \"$*\"; } >>'"
            + folder.resolve("mvn.called")
            + "'; "
            + end);
  }

  private static Path place(String program) {
    return Stream.of("/bin/", "/usr/bin/")
        .map(folder -> Path.of(folder + program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this system has no " + program));
  }

  private static void program(Path file, String commands) throws IOException {
    file(file, "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void file(Path file, String content) throws IOException {
    Files.createDirectories(requireNonNull(file.getParent()));
    Files.writeString(file, content);
  }
}
