package io.loopline.model.provider;

import io.loopline.model.ModelMessage;
import io.loopline.model.OutputSchema;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.catalogue.ModelProfile.SchemaMode;
import io.loopline.model.catalogue.ModelProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a profile's model is told: the messages of a call, with the form of the answer in words when
 * the profile or the provider cannot hold a model to it. Immutable.
 *
 * @param messages what it is told
 * @param schema form the provider is asked to hold it to; null for none
 */
public record Prompt(List<ModelMessage> messages, @Nullable OutputSchema schema) {
  private static final String WORDS =
      "Answer with one JSON object and nothing else: no text around it, no code fence."
          + " It must be valid by this JSON schema:\n";

  public Prompt {
    messages = List.copyOf(messages);
  }

  /** The prompt of a call for a profile. */
  public static Prompt of(
      List<ModelMessage> messages, @Nullable OutputSchema output, ModelProfile profile) {
    if (output == null) {
      return new Prompt(messages, null);
    }
    boolean held =
        profile.schema() == SchemaMode.NATIVE
            // Anthropic takes only schemas whose objects are closed
            && (profile.provider() != ModelProvider.ANTHROPIC || SchemaForm.of(output).closed());
    return held ? new Prompt(messages, output) : inWords(messages, output);
  }

  /** The form does not change between calls, so it goes to the rules, which come first. */
  private static Prompt inWords(List<ModelMessage> messages, OutputSchema output) {
    String words = WORDS + output.jsonSchema();
    List<ModelMessage> told = new ArrayList<>(messages);
    ModelMessage first = told.getFirst();
    if (first.role() == ModelMessage.Role.SYSTEM) {
      told.set(0, new ModelMessage(ModelMessage.Role.SYSTEM, first.text() + "\n\n" + words));
    } else {
      told.addFirst(new ModelMessage(ModelMessage.Role.SYSTEM, words));
    }
    return new Prompt(told, null);
  }
}
