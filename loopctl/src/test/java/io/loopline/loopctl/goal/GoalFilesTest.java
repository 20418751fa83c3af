package io.loopline.loopctl.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.goal.GoalHash;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.GoalValidation;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalFilesTest {
  private static final String REST =
      """
      planner:
        kind: playbook
        playbook:
          - name: look
            actions: [{name: look, tool: sql, arguments: {script: SELECT 1}}]
      """;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ArtifactStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new DirectoryArtifactStore(folder.resolve("artifacts"));
  }

  @Test
  void shouldReadEveryFieldWhenTheFileIsValid() throws IOException {
    // Given
    Files.writeString(folder.resolve("orders.csv"), "id\n1\n");
    Path file =
        write(
            "goal.yaml",
            """
            id: orders-1
            objective: count the orders
            inputs:
              - {name: orders, file: orders.csv, path: data/orders.csv}
              - {name: limit, value: {most: 5}}
            checks:
              - name: counted
                kind: sql
                query: SELECT 1
                expect: {scalar: 1}
                timeout: 2m
                weight: 2
            budgets: {cost_usd: 0.5, wall_clock: 1h}
            """
                + REST);

    // When
    Goal goal = Examples.goal(file, store);

    // Then
    assertThat(goal.getLoopId()).isEqualTo("orders-1");
    assertThat(goal.getObjective()).isEqualTo("count the orders");
    NamedInput orders = goal.getInputs().getFirst();
    assertThat(orders.getPath()).isEqualTo("data/orders.csv");
    assertThat(orders.getArtifact())
        .isNotNull()
        .satisfies(artifact -> assertThat(store.contains(artifact.getSha256())).isTrue());
    assertThat(goal.getInputs().getLast().getValueJson()).isEqualTo("{\"most\":5}");
    assertThat(goal.getChecks())
        .containsExactly(
            new Check(
                "counted",
                CheckKind.SQL,
                "{\"query\":\"SELECT 1\",\"expect\":{\"scalar\":1}}",
                true,
                2.0,
                120_000L));
    assertThat(goal.getBudgets().getCostMicroUsd()).isEqualTo(500_000L);
    assertThat(goal.getBudgets().getWallClockMs()).isEqualTo(3_600_000L);
    assertThat(goal.getBudgets().getIterations()).isEqualTo(10);
  }

  @Test
  void shouldGiveTheSameGoalWhenItIsWrittenAsJson() throws IOException {
    // Given
    Path yaml =
        write(
            "goal.yaml",
            """
            objective: say é
            checks: [{name: there, kind: file_exists, path: a.txt}]
            """
                + REST);
    Path json =
        write(
            "goal.json",
            """
            {
            \t"objective": "say \\u00e9",
            \t"checks": [{"path": "a.txt", "name": "there", "kind": "file_exists"}],
            \t"planner": {"kind": "playbook", "playbook": [{"name": "look", "actions": [
            \t\t{"tool": "sql", "name": "look", "arguments": {"script": "SELECT 1"}}]}]}
            }
            """);

    // When
    Goal ofYaml = Examples.goal(yaml, store);
    Goal ofJson = Examples.goal(json, store);

    // Then
    assertThat(GoalHash.of(ofJson)).isEqualTo(GoalHash.of(ofYaml));
    assertThat(ofJson.getLoopId()).isEqualTo("loop-1");
  }

  @Test
  void shouldNameAllErrorsWithTheirLinesWhenManyThingsAreWrong() throws IOException {
    // Given
    Path file =
        write(
            "goal.yaml",
            """
            id: no spaces please
            inputs:
              - {name: orders, file: missing.csv}
            planner:
              kind: playbook
              playbook:
                - name: look
                  actions:
                    - name: look
                      tool: sequel
                - name: look
                  actions: [{name: look, tool: sql, arguments: {script: SELECT 1}}]
            checks:
              - name: counted
                kind: sqll
              - name: counted
                kind: sql
                query: 7
                expect: empty
                timeout: 5 minutes
            budgets:
              iterations: 1000000
              iterations: 3
            colour: red
            """);

    // When
    GoalReading reading = read(file);

    // Then
    String prefix = file + ":";
    assertThat(errors(reading))
        .containsExactly(
            prefix
                + "1: id: not a loop id: 1 to 128 letters, digits, dots, underscores or hyphens,"
                + " the first a letter or digit, found 'no spaces please'",
            prefix + "1: objective: missing",
            prefix + "3: inputs[0].file: no readable file at 'missing.csv'",
            prefix
                + "10: planner.playbook[0].actions[0].tool: unknown tool 'sequel'"
                + " (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)",
            prefix + "11: planner.playbook[1].name: a second step of the name 'look'",
            prefix
                + "15: checks[0].kind: unknown check 'sqll' (one of json_schema, cel, regex,"
                + " file_exists, file_matches, sql, command, judge)",
            prefix + "16: checks[1].name: a second check of the name 'counted'",
            prefix + "18: checks[1].query: expected string, found 7",
            prefix
                + "20: checks[1].timeout: expected a duration such as 500ms, 30s, 5m or 1h,"
                + " found '5 minutes'",
            prefix + "22: budgets.iterations: key 'iterations' is there twice again on line 23",
            prefix + "22: budgets.iterations: must be at most 1000, found 1000000",
            prefix
                + "24: colour: unknown field 'colour' (one of id, objective, inputs,"
                + " constraints, policy, planner, checks, budgets, retry, timeouts, stuck,"
                + " adaptive, context, approval, labels, requested_by)");
    assertThat(folder.resolve("artifacts")).isDirectoryNotContaining("regex:.*[0-9a-f]{64}");
  }

  @Test
  void shouldNameTheLineWhenTheTextIsNotYaml() throws IOException {
    // Given
    Path file = write("goal.yaml", "objective: one\nchecks: [\nplanner: }\n");

    // When
    GoalReading reading = read(file);

    // Then
    assertThat(errors(reading))
        .singleElement()
        .asString()
        .startsWith(file + ":3: not YAML or JSON: ");
  }

  @Test
  void shouldRefuseWhenTheFileIsMissingEmptyOrNoMapping() throws IOException {
    // Given
    Path missing = folder.resolve("none.yaml");
    Path empty = write("empty.yaml", "# nothing\n");
    Path list = write("list.yaml", "- objective\n");

    // When
    List<String> ofMissing = errors(read(missing));
    List<String> ofEmpty = errors(read(empty));
    List<String> ofList = errors(read(list));

    // Then
    assertThat(ofMissing).containsExactly(missing + ":1: no such file");
    assertThat(ofEmpty).containsExactly(empty + ":1: the file is empty");
    assertThat(ofList).containsExactly(list + ":1: expected object, found an array");
  }

  @Test
  void shouldRefuseWhenAliasesBlowUpTheDocument() throws IOException {
    // Given
    StringBuilder text = new StringBuilder("labels: {a0: &a0 [x, x]");
    for (int i = 1; i < 24; i++) {
      text.append(", a%d: &a%d [*a%d, *a%d]".formatted(i, i, i - 1, i - 1));
    }
    Path file = write("goal.yaml", text.append("}\n").toString());

    // When
    GoalReading reading = read(file);

    // Then
    assertThat(errors(reading))
        .singleElement()
        .asString()
        .endsWith("goal.yaml:1: more than 200000 values");
  }

  @Test
  void shouldRefuseWhenTheGoalDoesNotFitIntoAnEvent() throws IOException {
    // Given
    Path file =
        write(
            "goal.yaml",
            "objective: big\nchecks: [{name: a, kind: file_exists, path: a}]\ninputs: [{name: big,"
                + " value: "
                + "x".repeat(300_000)
                + "}]\n"
                + REST);

    // When
    GoalReading reading = read(file);

    // Then
    assertThat(errors(reading)).singleElement().asString().contains("the goal takes 300,");
  }

  @Test
  void shouldJudgeLikeTheControllerWhenTheSameBadGoalArrivesAsAnEvent() throws IOException {
    // Given
    Path file =
        write(
            "goal.yaml",
            """
            id: loop-1
            objective: count
            checks:
              - {name: a, kind: file_exists, path: a.txt}
              - {name: b, kind: sql, query: SELECT 1, expect: {min: 1}}
            """
                + REST);
    Goal event = Examples.goal(file, store);
    event.setLoopId("-bad-");
    event.getChecks().get(0).setConfigJson("{\"path\": \"../a.txt\", \"colour\": \"red\"}");
    event.getChecks().get(1).setTimeoutMs(7_200_000L);
    event.getBudgets().setIterations(0);
    event.getPlanner().getPlaybook().getFirst().getActions().getFirst().setTool("sequel");
    String bent =
        Files.readString(file)
            .replace("id: loop-1", "id: -bad-")
            .replace("path: a.txt", "path: ../a.txt, colour: red")
            .replace("{min: 1}", "{min: 1}, timeout: 2h")
            .replace("tool: sql", "tool: sequel")
            .concat("budgets: {iterations: 0}\n");

    // When
    GoalReading ofFile = read(write("bent.yaml", bent));
    List<GoalProblem> ofEvent = GoalValidation.problems(event);

    // Then
    assertThat(ofFile).isInstanceOf(GoalReading.Invalid.class);
    assertThat(((GoalReading.Invalid) ofFile).errors())
        .extracting(GoalError::path)
        .containsExactlyInAnyOrder(
            "id",
            "checks[0].path",
            "checks[0].colour",
            "checks[1].timeout",
            "budgets.iterations",
            "planner.playbook[0].actions[0].tool")
        .containsExactlyInAnyOrderElementsOf(ofEvent.stream().map(GoalProblem::path).toList());
  }

  private GoalReading read(Path file) {
    return new GoalFiles(store).read(file, Examples.ENVELOPE, "loop-1");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> errors(GoalReading reading) {
    return switch (reading) {
      case GoalReading.Invalid invalid -> invalid.errors().stream().map(GoalError::text).toList();
      case GoalReading.Valid valid -> throw new AssertionError("valid: " + valid.goal());
    };
  }
}
