package io.loopline.planner.planning;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compiles and evaluates expressions. Programs are kept, least recently used first out, by their
 * text. Safe for concurrent use; two threads may compile the same text once each.
 */
final class Expressions {
  private static final int MESSAGE_LENGTH = 500;

  private record Compiled(Program program, CelType type) {}

  private final Cel cel = PlaybookLanguage.environment();
  private final Map<String, Compiled> programs;

  /**
   * @param capacity programs to keep
   */
  Expressions(int capacity) {
    programs =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Compiles an expression that may have any value. */
  void check(String expression) throws PlaybookException {
    compiled(expression);
  }

  /** Compiles an expression that must be true or false. */
  void checkCondition(String expression) throws PlaybookException {
    requireCondition(compiled(expression));
  }

  /** Value of an expression, in the classes {@link JsonValues} knows. */
  Object value(String expression, Map<String, Object> variables) throws PlaybookException {
    return run(compiled(expression), variables);
  }

  /** Whether a condition holds. */
  boolean holds(String condition, Map<String, Object> variables) throws PlaybookException {
    Compiled compiled = compiled(condition);
    requireCondition(compiled);
    if (run(compiled, variables) instanceof Boolean answer) {
      return answer;
    }
    throw new PlaybookException("the condition is neither true nor false");
  }

  /** Programs kept now. */
  int size() {
    synchronized (programs) {
      return programs.size();
    }
  }

  private static void requireCondition(Compiled compiled) throws PlaybookException {
    CelType type = compiled.type();
    if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
      throw new PlaybookException(
          "a condition must be true or false, this is of type " + type.name());
    }
  }

  private Compiled compiled(String expression) throws PlaybookException {
    synchronized (programs) {
      Compiled known = programs.get(expression);
      if (known != null) {
        return known;
      }
    }
    Compiled made = compile(expression);
    synchronized (programs) {
      programs.put(expression, made);
    }
    return made;
  }

  private Compiled compile(String expression) throws PlaybookException {
    CelValidationResult result = cel.compile(expression);
    if (result.hasError()) {
      throw new PlaybookException(
          result.getErrors().stream().map(Expressions::text).collect(Collectors.joining("; ")));
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      return new Compiled(cel.createProgram(tree), tree.getResultType());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new PlaybookException(message(e));
    }
  }

  private static Object run(Compiled compiled, Map<String, Object> variables)
      throws PlaybookException {
    try {
      return ScopedValue.where(GrowthLimit.CURRENT, new GrowthLimit())
          .call(() -> compiled.program().eval(variables));
    } catch (CelEvaluationException | RuntimeException e) {
      throw new PlaybookException(message(e));
    }
  }

  private static String text(CelIssue issue) {
    return Clip.to(issue.getMessage(), MESSAGE_LENGTH)
        + " (line "
        + issue.getSourceLocation().getLine()
        + ", column "
        + (issue.getSourceLocation().getColumn() + 1)
        + ")";
  }

  /** The library's message without its prefix, which tells a position in an unnamed input. */
  private static String message(Exception problem) {
    String message = String.valueOf(problem.getMessage());
    return Clip.to(message.replaceFirst("^evaluation error at <input>:\\d+: ", ""), MESSAGE_LENGTH);
  }
}
