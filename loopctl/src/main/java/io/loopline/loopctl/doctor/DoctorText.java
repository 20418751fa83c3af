package io.loopline.loopctl.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings for a person and for a program. Pure. */
final class DoctorText {
  private static final String INDENT = " ".repeat(21);

  private DoctorText() {}

  static List<String> lines(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      lines.add(
          "%-8s %-11s %s".formatted(word(finding), finding.subject(), printable(finding.found())));
      if (!finding.cost().isEmpty()) {
        lines.add(INDENT + finding.cost());
      }
    }
    String preventing =
        findings.stream()
            .filter(Finding::prevents)
            .map(Finding::subject)
            .collect(Collectors.joining(", "));
    lines.add("");
    lines.add(
        preventing.isEmpty()
            ? "All that the local stack needs is there."
            : "The local stack needs: " + preventing + ".");
    return List.copyOf(lines);
  }

  static ObjectNode json(List<Finding> findings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("ready", findings.stream().noneMatch(Finding::prevents));
    ArrayNode list = root.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("subject", finding.subject())
          .put("verdict", word(finding))
          .put("necessary", finding.necessary())
          .put("found", finding.found())
          .put("cost", finding.cost());
    }
    return root;
  }

  private static String word(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
