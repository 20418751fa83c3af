package io.loopline.planner.planning;

import io.loopline.event.ActionSpec;
import io.loopline.event.PlaybookStep;
import io.loopline.planner.planning.Template.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the mistakes of a playbook that show before it runs: syntax, unknown variables, fields and
 * functions, wrong types, names that are missing or used twice. It knows no tools and no values.
 */
public final class PlaybookLint {
  private final Expressions expressions = new Expressions(1);
  private final List<String> errors = new ArrayList<>();

  private PlaybookLint() {}

  /**
   * All errors, in the playbook's order, each beginning with its path, such as {@code
   * planner.playbook[2].when}; empty when there is none. An empty playbook has none. Pure; safe
   * from any thread.
   */
  public static List<String> errors(List<PlaybookStep> playbook) {
    PlaybookLint lint = new PlaybookLint();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < playbook.size(); i++) {
      lint.name(playbook.get(i).getName(), PlaybookPath.step(i), names);
      lint.step(playbook.get(i), PlaybookPath.step(i));
    }
    return List.copyOf(lint.errors);
  }

  private void step(PlaybookStep step, String path) {
    if (step.getWhen() != null) {
      try {
        expressions.checkCondition(step.getWhen());
      } catch (PlaybookException e) {
        errors.add(PlaybookPath.when(path) + ": " + e.reason());
      }
    }
    template(PlaybookPath.rationale(path), step.getRationale());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < step.getActions().size(); i++) {
      ActionSpec action = step.getActions().get(i);
      name(action.getName(), PlaybookPath.action(path, i), names);
      action(action, PlaybookPath.action(path, i));
    }
  }

  private void action(ActionSpec action, String path) {
    if (action.getTool().isBlank()) {
      errors.add(PlaybookPath.tool(path) + ": is missing");
    }
    String field = PlaybookPath.arguments(path);
    try {
      Arguments.forEachText(
          action.getTool(),
          Arguments.parse(action.getArgumentsJson(), field),
          field,
          this::template);
    } catch (PlaybookException e) {
      errors.add(e.reason());
    }
  }

  private void template(String field, String source) {
    try {
      for (Part part : Template.parse(source).parts()) {
        if (part instanceof Part.Code code) {
          expressions.check(code.expression());
        }
      }
    } catch (PlaybookException e) {
      errors.add(field + ": " + e.reason());
    }
  }

  private void name(String name, String path, Set<String> seen) {
    if (name.isBlank()) {
      errors.add(path + ".name: is missing");
    } else if (!seen.add(name)) {
      errors.add(path + ".name: " + name + " is used twice");
    }
  }
}
