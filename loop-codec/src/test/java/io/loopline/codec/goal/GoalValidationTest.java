package io.loopline.codec.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.Budgets;
import io.loopline.event.CheckKind;
import io.loopline.event.Goal;
import io.loopline.event.ParentRef;
import io.loopline.event.PlannerKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalValidationTest {

  @Test
  void shouldFindNoProblemWhenGoalIsValid() {
    // Given
    JsonNode document = Goals.valid();

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);
    List<String> errors = GoalValidation.errors(Goals.event(document));

    // Then
    assertThat(problems).isEmpty();
    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /id                                     | "a b"          | id: not a loop id: 1 to 128 letters, digits, dots, underscores or hyphens, the first a letter or digit, found 'a b'
          /objective                              | " "            | objective: must not be blank, found ' '
          /objective                              | 7              | objective: expected string, found 7
          /objektive                              | 1              | objektive: unknown field 'objektive' (one of id, objective, inputs, constraints, policy, planner, checks, budgets, retry, timeouts, stuck, adaptive, context, approval, labels, requested_by)
          /checks                                 | []             | checks: at least one check is needed
          /checks/0/kind                          | "sqll"         | checks[0].kind: unknown check 'sqll' (one of json_schema, cel, regex, file_exists, file_matches, sql, command, judge)
          /checks/0/kind                          | "http"         | checks[0].kind: check 'http' is not available in this version (one of json_schema, cel, regex, file_exists, file_matches, sql, command, judge)
          /checks/0/path                          | "../x"         | checks[0].path: not a workspace path: relative, forward slashes, no empty part, . or .., found '../x'
          /checks/0/path                          | "/etc/passwd"  | checks[0].path: not a workspace path: relative, forward slashes, no empty part, . or .., found '/etc/passwd'
          /checks/0/query                         | "x"            | checks[0].query: unknown field 'query' (one of name, kind, required, weight, timeout, path, min_bytes)
          /checks/0/timeout                       | 5              | checks[0].timeout: expected a duration such as 500ms, 30s, 5m or 1h, found 5
          /checks/0/timeout                       | "2h"           | checks[0].timeout: must be from 1s to 1h, found '2h'
          /checks/1/name                          | "written"      | checks[1].name: a second check of the name 'written'
          /checks/1/weight                        | 0              | checks[1].weight: must be greater than 0, found 0
          /checks/1/expect                        | "nothing"      | checks[1].expect: expected empty, or one of {rows: [[…]]}, {scalar: value}, {min: n, max: n}, found 'nothing'
          /checks/1/expect                        | {"min": "a"}   | checks[1].expect.min: expected number, found 'a'
          /checks/1/expect                        | {"scalar": 1, "min": 2} | checks[1].expect: scalar stands alone, found an object
          /inputs/0/file                          | "a.csv"        | inputs[0].value: does not go together with file
          /inputs/1/name                          | "limits"       | inputs[1].name: a second input of the name 'limits'
          /budgets/iterations                     | 0              | budgets.iterations: must be at least 1, found 0
          /budgets/iterations                     | 5000           | budgets.iterations: must be at most 1000, found 5000
          /budgets/cost_usd                       | 0.0000001      | budgets.cost_usd: has more than six decimals
          /budgets/wall_clock                     | "90d"          | budgets.wall_clock: must be from 1s to 30d, found '90d'
          /policy/allowed_tools/1                 | "sqll"         | policy.allowed_tools[1]: unknown tool 'sqll' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)
          /planner/kind                           | "llm"          | planner.profile: missing: a model plans by a profile
          /planner/kind                           | "magic"        | planner.kind: unknown planner 'magic' (one of playbook, llm)
          /planner/profile                        | "openai"       | planner.profile: does not go together with a playbook
          /planner/playbook                       | []             | planner.playbook: a playbook needs at least one step
          /planner/playbook/0/actions/0/tool      | "noop"         | planner.playbook[0].actions[0].tool: tool 'noop' is not in policy.allowed_tools
          /planner/playbook/0/actions/0/tool      | "bash"         | planner.playbook[0].actions[0].tool: unknown tool 'bash' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)
          /planner/playbook/0/actions/0/arguments/mode | 1         | planner.playbook[0].actions[0].arguments.mode: unknown argument 'mode'
          /retry/non_retryable/0                  | "unlucky"      | retry.non_retryable[0]: unknown value 'unlucky' (one of transient, rate_limited, timeout, invalid_output, denied, tool_failed, limit_exceeded, unknown_effect, budget_too_small, terminal)
          /planner/playbook/0/actions/0/polling   | true           | planner.playbook[0].actions[0].polling: tool 'workspace' is not in stuck.polling_tools
          /stuck                                  | {"same_error": -1} | stuck.same_error: must be at least 0, found -1
          /stuck                                  | {"same_observation": 17} | stuck.same_observation: must be at most 16, found 17
          /checks/0 | {"name": "r", "kind": "regex", "file": "a", "pattern": "a(?=b)"} | checks[0].pattern: not a regular expression in RE2 syntax: invalid or unsupported Perl syntax
          /stuck                                  | {"pattern": 1} | stuck.pattern: unknown field 'pattern' (one of enabled, same_observation, same_error, alternating, empty_plans, no_improvement, unchanged_workspace, idle_compactions, polling_tools)
          /stuck                                  | {"polling_tools": ["wait"]} | stuck.polling_tools[0]: unknown tool 'wait' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)
          /adaptive                               | {"shrink_from": 101} | adaptive.shrink_from: must be at most 100, found 101
          /adaptive                               | {"raise_after": "3"} | adaptive.raise_after: expected integer, found '3'
          /context                                | {"window_tokens": 99} | context.window_tokens: must be at least 500, found 99
          /context                                | {"compact_at": 101} | context.compact_at: must be at most 100, found 101
          /approval                               | {}             | approval: no plan would wait: give every_plan: true, effects, tools or cost_over_usd
          /approval                               | {"tools": ["bash"]} | approval.tools[0]: unknown tool 'bash' (one of loop.fanout, loop.spawn, noop, outbox, process, sql, workspace)
          /approval                               | {"effects": ["twice"]} | approval.effects[0]: unknown value 'twice' (one of pure, idempotent, once)
          /approval                               | {"cost_over_usd": -1} | approval.cost_over_usd: must be at least 0, found -1
          /approval                               | {"cost_over_usd": 0.0000001} | approval.cost_over_usd: has more than six decimals
          /approval                               | {"every_plan": true, "expires_after": "1ms"} | approval.expires_after: must be from 1s to 30d, found '1ms'
          /approval                               | {"every_plan": true, "on_reject": "retry"} | approval.on_reject: unknown value 'retry' (one of replan, stop)
          /approval                               | {"every_plan": true, "by": "ann"} | approval.by: unknown field 'by' (one of every_plan, effects, tools, cost_over_usd, expires_after, on_expiry, on_reject)
          /labels/team                            | 3              | labels.team: expected string, found 3
          """)
  void shouldNameFieldAndReasonWhenOneFieldIsWrong(String pointer, String value, String expected) {
    // Given
    JsonNode document = GoalEdits.set(Goals.valid(), pointer, Goals.json(value));

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);

    // Then
    assertThat(problems).extracting(GoalProblem::text).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /planner/playbook/0/actions/0/arguments/argv        | []            | planner.playbook[0].actions[0].arguments.argv: must have at least 1 items but found 0
          /planner/playbook/0/actions/0/arguments/argv        | "ls -l"       | planner.playbook[0].actions[0].arguments.argv: string found, array expected
          /planner/playbook/0/actions/0/arguments/stdin       | 7             | planner.playbook[0].actions[0].arguments.stdin: integer found, string expected
          /planner/playbook/0/actions/0/arguments/shell       | "ls"          | planner.playbook[0].actions[0].arguments.shell: unknown argument 'shell'
          /planner/playbook/0/actions/0/arguments/environment | {"a-b": "x"}  | planner.playbook[0].actions[0].arguments.environment: property 'a-b' name is not valid: does not match the regex pattern ^[A-Za-z_][A-Za-z0-9_]{0,127}$
          /planner/playbook/0/actions/0/arguments/accept_exit_codes | [300]   | planner.playbook[0].actions[0].arguments.accept_exit_codes[0]: must have a maximum value of 255
          /checks/0/argv                                      | []            | checks[0].argv: at least the program is needed
          /checks/0/argv/1                                    | "a\\u0000b" | checks[0].argv[1]: must not hold the character NUL, found 'a\0b'
          /checks/0/environment                               | {"a-b": "x"}  | checks[0].environment: property 'a-b' name is not valid: does not match the regex pattern ^[A-Za-z_][A-Za-z0-9_]{0,127}$
          /checks/0/exit_code                                 | 256           | checks[0].exit_code: must be at most 255, found 256
          /checks/0/cwd                                       | ".."          | checks[0].cwd: not a workspace path: relative, forward slashes, no empty part, . or .., found '..'
          """)
  void shouldNameFieldAndReasonWhenAProgramToRunIsWrong(
      String pointer, String value, String expected) {
    // Given
    JsonNode document = GoalEdits.set(running(), pointer, Goals.json(value));

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);

    // Then
    assertThat(problems).extracting(GoalProblem::text).containsExactly(expected);
  }

  @Test
  void shouldHaveNoProblemWhenAProgramIsRunAndChecked() {
    // Given
    ObjectNode document = running();

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);

    // Then
    assertThat(problems).isEmpty();
  }

  private static ObjectNode running() {
    ObjectNode document = Goals.valid();
    document.remove("policy");
    String action =
        """
        {"name": "build", "tool": "process", "arguments": {"argv": ["make", "{{ inputs.limits }}"],
         "cwd": "source", "stdin": "", "environment": {"DEBUG": "1"}, "accept_exit_codes": [0, 2]}}
        """;
    String check =
        """
        {"name": "tests", "kind": "command", "argv": ["make", "test"], "cwd": "source",
         "environment": {"DEBUG": "1"}, "exit_code": 0}
        """;
    GoalEdits.set(document, "/planner/playbook/0/actions/0", Goals.json(action));
    GoalEdits.set(document, "/checks/0", Goals.json(check));
    return document;
  }

  @Test
  void shouldNameEveryProblemWhenSeveralFieldsAreWrong() {
    // Given
    ObjectNode document = Goals.valid();
    document.remove("objective");
    GoalEdits.set(document, "/checks/0/kind", Goals.json("\"sqll\""));
    GoalEdits.set(document, "/budgets/depth", Goals.json("9"));

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);

    // Then
    assertThat(problems)
        .extracting(GoalProblem::path)
        .containsExactlyInAnyOrder("objective", "checks[0].kind", "budgets.depth");
  }

  @Test
  void shouldAcceptTemplatesWhenArgumentsAreJudgedBeforeTheyAreFilledIn() {
    // Given
    JsonNode document =
        GoalEdits.set(
            Goals.valid(),
            "/planner/playbook/0/actions/0/arguments",
            Goals.json("{\"operation\": \"{{ inputs.limits.op }}\", \"path\": \"x\"}"));

    // When
    List<GoalProblem> problems = GoalValidation.problems(document);

    // Then
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldRefuseWhatOnlyEventsCanHoldWhenItIsNotForThisVersionOrNotFromOutside() {
    // Given
    Goal goal = Goals.event(Goals.valid());
    goal.getChecks().get(0).setKind(CheckKind.UNRECOGNIZED);
    goal.getChecks().get(1).setConfigJson("not json");
    goal.getPlanner().setKind(PlannerKind.LLM);
    goal.getPlanner().getPlaybook().get(0).getActions().get(0).setArgumentsJson("[1]");
    goal.getInputs().get(0).setValueJson("{");
    goal.getInputs().get(1).getArtifact().setSha256("short");
    goal.setParent(
        ParentRef.newBuilder()
            .setLoopId("parent")
            .setIteration(1)
            .setIndex(0)
            .setDepth(1)
            .setGrant(Budgets.newBuilder().build())
            .build());

    // When
    List<String> errors = GoalValidation.errors(goal);

    // Then
    assertThat(errors)
        .contains(
            "checks[0].kind: unknown check 'unrecognized' (one of json_schema, cel, regex, "
                + "file_exists, file_matches, sql, command, judge)",
            "checks[1]: config_json is not a JSON object",
            "planner.profile: missing: a model plans by a profile",
            "planner.playbook[0].actions[0].arguments: expected object, found an array",
            "inputs[0].value: is not JSON",
            "inputs[1].artifact: needs a SHA-256 in lower-case hexadecimal and a size",
            "parent: a goal from outside has no parent");
  }

  @Test
  void shouldNameFieldsWhenNumbersOfAnEventAreAbsurd() {
    // Given
    Goal goal = Goals.event(Goals.valid());
    goal.getBudgets().setIterations(-1);
    goal.getBudgets().setCostMicroUsd(0);
    goal.getBudgets().setWallClockMs(-5);
    goal.getChecks().get(1).setWeight(Double.NaN);

    // When
    List<GoalProblem> problems = GoalValidation.problems(goal);

    // Then
    assertThat(problems)
        .extracting(GoalProblem::path)
        .containsExactlyInAnyOrder(
            "budgets.iterations", "budgets.cost_usd", "budgets.wall_clock", "checks[1].weight");
  }

  @Test
  void shouldNameTheSizeWhenTheEventWouldNotFit() {
    // Given
    Goal goal = Goals.event(Goals.valid());
    goal.getInputs().get(0).setValueJson("\"" + "x".repeat(256 * 1024) + "\"");

    // When
    List<String> errors = GoalValidation.errors(goal);

    // Then
    assertThat(errors)
        .singleElement()
        .asString()
        .startsWith("the goal takes 262,6")
        .endsWith("at most 262,144 fit; give large inputs as files");
  }

  @Test
  void shouldGiveTheSameJudgementWhenABadDocumentArrivesAsAnEvent() {
    // Given
    ObjectNode document = Goals.valid();
    GoalEdits.set(document, "/id", Goals.json("\"-bad\""));
    GoalEdits.set(document, "/checks/0/path", Goals.json("\"a/../b\""));
    GoalEdits.set(document, "/checks/1/expect", Goals.json("{}"));
    GoalEdits.set(document, "/budgets/wall_clock", Goals.json("\"90d\""));
    GoalEdits.set(document, "/planner/playbook/0/actions/0/tool", Goals.json("\"bash\""));

    // When
    List<GoalProblem> ofFile = GoalValidation.problems(document);
    List<GoalProblem> ofEvent = GoalValidation.problems(Goals.event(document));

    // Then
    assertThat(ofFile).hasSize(5);
    assertThat(ofEvent)
        .extracting(GoalProblem::path)
        .containsExactlyElementsOf(ofFile.stream().map(GoalProblem::path).toList());
  }
}
