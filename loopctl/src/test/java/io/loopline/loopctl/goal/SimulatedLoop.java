package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.ActionSpec;
import io.loopline.event.Check;
import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.event.PlaybookStep;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.sql.SqlLimits;
import io.loopline.workbench.sql.SqlOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A goal's loop without Kafka or services: the playbook's steps on the real SQL engine, judged by
 * the goal's own checks. It understands the conditions and templates the example uses, no more.
 */
final class SimulatedLoop {
  /** One pass: the step that made the plan, and the checks that did not pass after it. */
  record Pass(String step, List<String> failed) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FAILED = Pattern.compile("failed\\(\"(\\w+)\"\\)");
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ inputs\\.([\\w.]+) }}");

  private final Goal goal;
  private final Path workspace;
  private final LockedSql sql;
  private final List<Pass> passes = new ArrayList<>();

  SimulatedLoop(Goal goal, Path workspace, LockedSql sql) {
    this.goal = goal;
    this.workspace = workspace;
    this.sql = sql;
  }

  /** Runs until every check passes or the iterations are used up. */
  List<Pass> run() throws IOException {
    while (passes.size() < goal.getBudgets().getIterations()) {
      String step = "none";
      for (PlaybookStep candidate : goal.getPlanner().getPlaybook()) {
        if (holds(candidate)) {
          step = candidate.getName();
          execute(candidate.getActions());
          break;
        }
      }
      passes.add(new Pass(step, failedChecks()));
      if (passes.getLast().failed().isEmpty()) {
        break;
      }
    }
    return passes;
  }

  private boolean holds(PlaybookStep step) {
    for (String alternative : String.valueOf(step.getWhen()).split(" \\|\\| ", -1)) {
      Matcher failed = FAILED.matcher(alternative);
      if (failed.matches()) {
        if (!passes.isEmpty() && passes.getLast().failed().contains(failed.group(1))) {
          return true;
        }
      } else if (alternative.equals("verdict == null")) {
        if (passes.isEmpty()) {
          return true;
        }
      } else {
        throw new IllegalArgumentException("this test does not understand " + alternative);
      }
    }
    return false;
  }

  private void execute(List<ActionSpec> actions) throws IOException {
    for (ActionSpec action : actions) {
      String script = JSON.readTree(action.getArgumentsJson()).path("script").textValue();
      rows(TEMPLATE.matcher(script).replaceAll(match -> input(match.group(1))));
    }
  }

  private String input(String reference) {
    Map<String, String> values = new HashMap<>();
    for (NamedInput input : goal.getInputs()) {
      if (input.getPath() != null) {
        values.put(input.getName() + ".path", input.getPath());
      } else {
        parse(String.valueOf(input.getValueJson()))
            .properties()
            .forEach(field ->
                values.put(input.getName() + "." + field.getKey(), field.getValue().asText()));
      }
    }
    String value = values.get(reference);
    if (value == null) {
      throw new IllegalArgumentException("no input " + reference + " in " + values);
    }
    return value;
  }

  private List<String> failedChecks() throws IOException {
    Map<String, Boolean> passed = new LinkedHashMap<>();
    for (Check check : goal.getChecks()) {
      passed.put(check.getName(), passes(check, parse(check.getConfigJson())));
    }
    return passed.entrySet().stream()
        .filter(each -> !each.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean passes(Check check, JsonNode settings) throws IOException {
    return switch (check.getKind()) {
      case FILE_EXISTS -> Files.exists(workspace.resolve(settings.path("path").textValue()));
      case SQL -> {
        String query = "SELECT * FROM (\n" + settings.path("query").textValue() + "\n) AS checked";
        JsonNode found = JSON.valueToTree(rows(query).rows());
        JsonNode expect = settings.path("expect");
        yield expect.isTextual() ? found.isEmpty() : found.equals(expect.path("rows"));
      }
      // both are about row_loss.json; here its sum stands for them
      case JSON_SCHEMA, CEL -> lossAddsUp();
      case REGEX, FILE_MATCHES, COMMAND, HTTP, JUDGE, UNRECOGNIZED ->
          throw new IllegalArgumentException("this test does not understand " + check.getKind());
    };
  }

  private boolean lossAddsUp() throws IOException {
    JsonNode loss = parse(Files.readString(workspace.resolve("row_loss.json")));
    int removed =
        loss.at("/removed/untitled").intValue() + loss.at("/removed/duplicates").intValue();
    return loss.path("input_rows").intValue() - loss.path("output_rows").intValue() == removed;
  }

  private SqlOutcome.Rows rows(String script) {
    return switch (sql.run(workspace, script, SqlLimits.DEFAULT)) {
      case SqlOutcome.Rows rows -> rows;
      case SqlOutcome.Failed failed -> throw new AssertionError(failed + "\n" + script);
    };
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
