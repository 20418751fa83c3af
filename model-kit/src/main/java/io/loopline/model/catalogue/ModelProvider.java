package io.loopline.model.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose protocol a profile speaks. */
public enum ModelProvider {
  /** Chat completions: OpenAI itself, and vLLM, llama.cpp, LM Studio and other servers. */
  OPENAI("https://api.openai.com/v1"),
  /** Anthropic's messages. */
  ANTHROPIC("https://api.anthropic.com/v1"),
  /** Google's generateContent, with a key of AI Studio. */
  GEMINI("https://generativelanguage.googleapis.com/v1beta"),
  /** Ollama's own chat protocol. */
  OLLAMA("http://127.0.0.1:11434");

  private final String defaultBaseUrl;

  ModelProvider(String defaultBaseUrl) {
    this.defaultBaseUrl = defaultBaseUrl;
  }

  /** Where a profile without an address of its own asks. */
  public String defaultBaseUrl() {
    return defaultBaseUrl;
  }

  /** How profiles write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it takes for input tokens that it puts into its cache, when a price does not say. */
  long cacheWrite(long input) {
    return switch (this) {
      // for the five minutes that are asked for; by Anthropic's list of prices
      case ANTHROPIC -> Math.ceilDiv(input * 5, 4);
      case OPENAI, GEMINI, OLLAMA -> input;
    };
  }

  static Optional<ModelProvider> of(String word) {
    return Arrays.stream(values()).filter(provider -> provider.word().equals(word)).findFirst();
  }
}
