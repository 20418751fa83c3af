package io.loopline.model.catalogue;

/**
 * What is known of tokenizers whose tables are not here: how many tokens they make at most of usual
 * text and code of which OpenAI's newest table makes 100. Where the figures are from:
 * docs/models.md.
 */
enum Tokenizers {
  /** OpenAI's models up to GPT-5.6, counted by their own tables. */
  OPENAI(100),
  /** Claude from 4.7 on: a third to a half more than Claude before. */
  CLAUDE(180),
  /** Claude before 4.7, Gemini, Llama, Mistral, Qwen; GPT-6, whose table is not known; others. */
  OTHER(140);

  private static final String OPENAI_MODEL = "(gpt-[345]|gpt-oss|chatgpt-|o[0-9]).*";
  private static final String EARLIER_CLAUDE =
      "claude-(instant|[23])([-.].*)?|claude-(opus|sonnet|haiku)-4([-.][0-6])?([-@][0-9]{8})?";

  private final int percent;

  Tokenizers(int percent) {
    this.percent = percent;
  }

  int percent() {
    return percent;
  }

  static Tokenizers of(ModelProfile profile) {
    return switch (profile.provider()) {
      case OPENAI -> of(profile.model());
      case ANTHROPIC -> profile.model().matches(EARLIER_CLAUDE) ? OTHER : CLAUDE;
      case GEMINI, OLLAMA -> OTHER;
    };
  }

  /** Of a model behind OpenAI's protocol, which gateways speak for models of others too. */
  private static Tokenizers of(String model) {
    if (model.matches(OPENAI_MODEL)) {
      return OPENAI;
    }
    boolean claude = model.contains("claude") && !model.matches(EARLIER_CLAUDE);
    return claude ? CLAUDE : OTHER;
  }
}
