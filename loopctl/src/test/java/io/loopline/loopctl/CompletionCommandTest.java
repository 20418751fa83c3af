package io.loopline.loopctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script in a real bash and asks it for candidates, as a Tab does. */
class CompletionCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void writeScript() throws IOException {
    Files.writeString(directory.resolve("completion"), script("bash"));
    Files.writeString(directory.resolve("goal.yaml"), "");
  }

  @Test
  void shouldCompleteCommands() throws Exception {
    assertThat(candidates("loop", "su")).containsExactly("submit");
    assertThat(candidates("loop", "")).contains("demo", "up", "init", "doctor", "dead-letters");
    assertThat(candidates("loop", "topics", "")).contains("apply");
  }

  @Test
  void shouldCompleteOptionsAndTheirValues() throws Exception {
    assertThat(candidates("loop", "submit", "--w")).containsExactly("--watch");
    assertThat(candidates("loop", "init", "--example", "d")).containsExactly("data");
    assertThat(candidates("loop", "completion", "")).contains("bash", "zsh");
  }

  @Test
  void shouldCompleteFiles() throws Exception {
    assertThat(candidates("loop", "submit", "go")).containsExactly("goal.yaml");
    assertThat(candidates("loop", "up", "--dir", "go")).containsExactly("goal.yaml");
  }

  @Test
  void shouldCompleteTheScriptOfTheCheckoutToo() throws Exception {
    // what bash looks up for ./loop: first the whole word, then the part after the last slash
    assertThat(bash("source completion; complete -p loop"))
        .singleElement()
        .asString()
        .contains("-F", "-o default")
        .endsWith(" loop");
  }

  @Test
  void shouldLoadInZsh() throws Exception {
    assumeTrue(isThere("zsh"), "zsh is not installed");
    // Given
    Files.writeString(directory.resolve("completion.zsh"), script("zsh"));

    // When
    List<String> said = run("zsh", "-f", "-c", "source completion.zsh; print ${_comps[loop]}");

    // Then
    assertThat(said).last().asString().contains("_complete_loop");
  }

  @Test
  void shouldRefuseAnUnknownShell() {
    // Given
    StringWriter err = new StringWriter();

    // When
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), "completion", "csh");

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("csh", "BASH", "ZSH");
  }

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(out), new PrintWriter(new StringWriter()), "completion", shell);
    assertThat(exitCode).isZero();
    return out.toString();
  }

  private List<String> candidates(String... words) throws Exception {
    StringBuilder quoted = new StringBuilder();
    Stream.of(words).forEach(word -> quoted.append(" '").append(word).append("'"));
    return bash(
        "compopt() { :; }; source completion; COMP_WORDS=(%s ); COMP_CWORD=%d; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; _complete_loop; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(quoted, words.length - 1));
  }

  private List<String> bash(String commands) throws Exception {
    assumeTrue(isThere("bash"), "bash is not installed");
    return run("bash", "--norc", "-c", commands);
  }

  private List<String> run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static boolean isThere(String program) {
    return Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
  }
}
