package io.loopline.model.guard;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.loopline.model.ModelMessage;
import io.loopline.model.catalogue.ModelEntry;
import io.loopline.model.provider.Prompt;

/**
 * Counts the input tokens of a prompt: by OpenAI's tables, and for models of others, whose
 * tokenizers are not published or differ by model, so many per cent of that as the catalogue says.
 * Thread-safe; the tables are loaded at the first count.
 */
public final class TokenCounter {
  /** Marks around a message: who speaks, where it begins and ends. */
  private static final long PER_MESSAGE = 8;

  /** What providers put around a schema. */
  private static final long PER_SCHEMA = 64;

  /** The tables are constants of some megabytes, so a process has them once. */
  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  /**
   * Input tokens of the prompt; for models of others than OpenAI rather too many.
   *
   * @param model of a profile
   */
  public long count(Prompt prompt, ModelEntry model) {
    Encoding encoding = ENCODINGS.getEncoding(encoding(model.name()));
    long tokens = 0;
    for (ModelMessage message : prompt.messages()) {
      tokens += PER_MESSAGE + encoding.countTokensOrdinary(message.text());
    }
    if (prompt.schema() != null) {
      tokens += PER_SCHEMA + encoding.countTokensOrdinary(prompt.schema().jsonSchema());
    }
    return Math.ceilDiv(tokens * model.tokenPercent(), 100);
  }

  private static EncodingType encoding(String model) {
    boolean old =
        model.startsWith("gpt-3.5") || model.equals("gpt-4") || model.startsWith("gpt-4-");
    return old ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
  }
}
