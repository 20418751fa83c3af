package io.loopline.codec.prompt;

import io.loopline.tool.ToolContract;
import io.loopline.tool.ToolContracts;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The tools a plan may use, with the schemas of their arguments. Immutable, thread-safe. */
final class ToolText {
  private static final Collection<ToolContract> TOOLS = ToolContracts.bundled().values();

  private ToolText() {}

  /**
   * The tools in alphabetical order.
   *
   * @param allowed names a plan may use; empty for all
   */
  static String of(List<String> allowed) {
    return TOOLS.stream()
        .filter(tool -> allowed.isEmpty() || allowed.contains(tool.name()))
        .map(ToolText::text)
        .collect(Collectors.joining("\n\n"));
  }

  private static String text(ToolContract tool) {
    return "### %s\n%s\n%s\nArguments: %s"
        .formatted(tool.name(), tool.description(), effect(tool), tool.inputSchemaJson());
  }

  private static String effect(ToolContract tool) {
    return switch (tool.effect()) {
      case PURE -> "It changes nothing but the workspace.";
      case IDEMPOTENT -> "It may be repeated with the same arguments.";
      case ONCE -> "It acts outside and cannot be taken back: use it once, when all else is ready.";
    };
  }
}
