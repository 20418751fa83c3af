package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.Goal;
import io.loopline.event.PlannerKind;
import io.loopline.loopctl.LoopCtl;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class InitCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource(InitCommand.Example.class)
  void shouldWriteAValidGoal(InitCommand.Example example) throws IOException {
    // Given
    Path file = directory.resolve("goal.yaml");

    // When
    int exitCode = run("init", file.toString(), "--example", example.toString());

    // Then
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(file.toString());
    assertThat(goal(file).getObjective()).isNotEmpty();
    assertThat(Files.readString(file)).contains("docs/goal-files.md", "docs/playbook.md");
  }

  @ParameterizedTest
  @EnumSource(InitCommand.Example.class)
  void shouldShowTheDefaultsInItsComments(InitCommand.Example example) throws IOException {
    // Given
    Path asItIs = directory.resolve("as-it-is.yaml");
    Path spoken = directory.resolve("spoken.yaml");
    run("init", asItIs.toString(), "--example", example.toString());
    Files.writeString(
        spoken,
        Files.readString(asItIs)
            .lines()
            .map(line -> line.replaceFirst("^# ", ""))
            .collect(Collectors.joining("\n")));

    // When
    Goal withDefaults = goal(spoken);

    // Then
    assertThat(Files.readString(spoken)).doesNotContain("\n# ").contains("\nbudgets:\n");
    assertThat(withDefaults).isEqualTo(goal(asItIs));
  }

  @ParameterizedTest
  @EnumSource(InitCommand.Example.class)
  void shouldShowAModelAndItsMemoryAsTheSchemaHasThem(InitCommand.Example example)
      throws IOException {
    // Given the goal with what stands in comments in the place of what is there
    Map<String, Object> document = yaml(example.text());
    Map<String, Object> alternatives = yaml(alternatives(example.text()));
    document.putAll(alternatives);
    Path file = directory.resolve("alternatives.yaml");
    Files.writeString(file, JSON.writeValueAsString(document));

    // When
    Goal goal = goal(file);

    // Then
    JsonNode schema = JSON.readTree(Goal.class.getResourceAsStream("/loopline/goal.schema.json"));
    JsonNode inSchema = schema.at("/$defs/memory/properties");
    JsonNode shown = JSON.valueToTree(alternatives).at("/context/memory");
    assertThat(shown.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(inSchema::fieldNames);
    assertThat(shown.path("recall")).isEqualTo(inSchema.at("/recall/default"));
    assertThat(shown.path("results")).isEqualTo(inSchema.at("/results/default"));
    assertThat(goal.getPlanner().getKind()).isEqualTo(PlannerKind.LLM);
    assertThat(goal.getContext().getSummaryByModel()).isTrue();
    assertThat(goal.getMemory().getScopes()).hasSize(1);
    assertThat(goal.getApproval().getTools()).isNotEmpty();
  }

  /** Sections in lines that begin with two marks: what differs from the defaults. */
  private static String alternatives(String text) {
    return Pattern.compile("^## (\\w+:\\n(?:##   .*\\n)+)", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(section -> section.group(1).replaceAll("(?m)^## ", ""))
        .collect(Collectors.joining());
  }

  @SuppressWarnings("unchecked") // a document is a map
  private static Map<String, Object> yaml(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  @Test
  void shouldReplaceAFileOnlyWhenForced() throws IOException {
    // Given
    Path file = directory.resolve("mine.yaml");
    Files.writeString(file, "my work");

    // When
    int refused = run("init", file.toString());
    String kept = Files.readString(file);
    int forced = run("init", file.toString(), "--force");

    // Then
    assertThat(refused).isEqualTo(2);
    assertThat(kept).isEqualTo("my work");
    assertThat(err.toString()).contains("is there already", "--force");
    assertThat(forced).isZero();
    assertThat(goal(file).getObjective()).isNotEmpty();
  }

  @Test
  void shouldPrintWhenTheFileIsADash() throws IOException {
    // When
    int exitCode = run("init", "-");

    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).isEqualTo(InitCommand.Example.GREETING.text());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() {
    // When
    int exitCode = run("init", directory.resolve("nowhere").resolve("goal.yaml").toString());

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("cannot write", "nowhere");
  }

  private Goal goal(Path file) throws IOException {
    return Examples.goal(file, new DirectoryArtifactStore(directory.resolve("artifacts")));
  }

  private int run(String... arguments) {
    return LoopCtl.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
