package io.loopline.codec.goal;

import io.loopline.event.Goal;
import io.loopline.event.NamedInput;
import io.loopline.tool.ToolContract;
import io.loopline.tool.ToolContracts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many input tokens a goal takes in each plan request, beside the context window. Pure. */
final class PromptSize {
  /** Common tokenizers make a token of more bytes than that, of text in most languages. */
  private static final int BYTES_PER_TOKEN = 3;

  /** Instructions, headings and fences. */
  private static final long INSTRUCTIONS = 1_000;

  /** A named file is a line of the prompt; its content is not in it. */
  private static final long FILE_LINE = 100;

  private PromptSize() {}

  /** An estimate that is rather too high; the worker counts exactly. */
  static long overheadTokens(Goal goal) {
    long bytes = bytes(goal.getObjective());
    for (String constraint : goal.getConstraints()) {
      bytes += bytes(constraint);
    }
    for (NamedInput input : goal.getInputs()) {
      bytes += bytes(input.getName()) + FILE_LINE + bytes(input.getValueJson());
    }
    List<String> allowed = goal.getPolicy().getAllowedTools();
    for (ToolContract tool : ToolContracts.bundled().values()) {
      if (allowed.isEmpty() || allowed.contains(tool.name())) {
        bytes += bytes(tool.name()) + bytes(tool.description()) + bytes(tool.inputSchemaJson());
      }
    }
    return INSTRUCTIONS + Math.ceilDiv(bytes, BYTES_PER_TOKEN);
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
