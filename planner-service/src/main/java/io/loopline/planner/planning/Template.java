package io.loopline.planner.planning;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with <code>{{ expression }}</code> places in it. A backslash before two opening braces
 * makes them literal; braces and quotes inside an expression need no care.
 */
record Template(List<Part> parts) {
  sealed interface Part {
    record Literal(String text) implements Part {}

    record Code(String expression) implements Part {}
  }

  Template {
    parts = List.copyOf(parts);
  }

  static Template parse(String source) throws PlaybookException {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < source.length()) {
      if (source.startsWith("\\{{", at)) {
        literal.append("{{");
        at += 3;
      } else if (source.startsWith("{{", at)) {
        if (!literal.isEmpty()) {
          parts.add(new Part.Literal(literal.toString()));
          literal.setLength(0);
        }
        int end = new ExpressionEnd(source).after(at + 2);
        String expression = source.substring(at + 2, end).strip();
        if (expression.isEmpty()) {
          throw new PlaybookException("the template at character " + (at + 1) + " is empty");
        }
        parts.add(new Part.Code(expression));
        at = end + 2;
      } else {
        literal.append(source.charAt(at++));
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
    }
    return new Template(parts);
  }
}
