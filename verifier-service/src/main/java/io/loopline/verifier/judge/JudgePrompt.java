package io.loopline.verifier.judge;

import io.loopline.model.ModelMessage;
import io.loopline.model.ModelMessage.Role;
import io.loopline.model.OutputSchema;
import io.loopline.prompt.Fence;
import io.loopline.prompt.JudgeSettings;
import java.util.List;

/**
 * What a judging model is told. It never sees what the planner or the tools say of the work. Pure.
 */
final class JudgePrompt {
  static final OutputSchema ANSWER =
      new OutputSchema(
          "judgement",
          """
          {"type":"object","additionalProperties":false,"required":["criteria"],"properties":{"criteria":\
          {"type":"array","items":{"type":"object","additionalProperties":false,\
          "required":["number","met","evidence","reason"],"properties":{\
          "number":{"type":"integer"},"met":{"type":"boolean"},"evidence":{"type":"string"},\
          "reason":{"type":"string"}}}}}}\
          """);

  private static final String ROLE =
      """
      You judge whether files meet criteria. You are strict: a criterion is met only when the files show it, \
      and what you cannot see is not met.
      For each criterion give its number, whether it is met, as evidence an exact quote from the files (a line \
      or less, copied character by character), and the reason in one sentence. Without such a quote the \
      criterion counts as not met.
      """;

  private JudgePrompt() {}

  static List<ModelMessage> of(String objective, JudgeSettings settings, ShownFiles files) {
    return List.of(
        new ModelMessage(
            Role.SYSTEM,
            ROLE
                + Fence.RULE
                + "\n\nAnswer with one JSON object and nothing else, by this schema:\n"
                + ANSWER.jsonSchema()
                + "\n"),
        new ModelMessage(Role.USER, user(objective, settings, files)));
  }

  private static String user(String objective, JudgeSettings settings, ShownFiles files) {
    StringBuilder text = new StringBuilder("## What the files are for\n\n");
    text.append(Fence.around("objective", objective)).append("\n\n## Files\n");
    files
        .texts()
        .forEach((path, content) ->
            text.append('\n').append(Fence.around("file " + path, content)).append('\n'));
    if (files.texts().isEmpty()) {
      text.append("\nThere are none.\n");
    }
    if (!files.leftOut().isEmpty()) {
      text.append("\nNot shown: ").append(String.join(", ", files.leftOut())).append('\n');
    }
    text.append("\n## Criteria\n\n");
    for (int i = 0; i < settings.criteria().size(); i++) {
      text.append(i + 1).append(". ").append(settings.criteria().get(i)).append('\n');
    }
    return text.toString();
  }
}
