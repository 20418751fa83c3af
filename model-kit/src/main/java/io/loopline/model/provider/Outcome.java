package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.FailureKind;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelEntry;
import io.loopline.model.secret.Redaction;
import io.loopline.model.secret.Secret;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads what an exchange came to. */
record Outcome(
    Asking asking, Provider provider, Classification classification, InstantSource clock) {
  /** Something may have been billed, and nobody says what. */
  private static final ModelUsage UNTOLD = new ModelUsage(0, 0, 0, 0, 0, false);

  /** After LangChain4j read the response. */
  Attempted of(Wire wire, @Nullable String text) {
    if (!(wire instanceof Wire.Response response)) {
      throw new IllegalStateException("an answer without an exchange (bug)");
    }
    return read(ProviderWords.json(response.body()), text);
  }

  private Attempted read(JsonNode body, @Nullable String text) {
    Remarks remarks = provider.remarks(body);
    ModelUsage usage = usage(remarks.tokens());
    if (remarks.ending() == Remarks.Ending.COMPLETE && text != null && !text.isBlank()) {
      if (usage.inputTokens() == 0 || usage.outputTokens() == 0) {
        usage = UNTOLD; // no text is made of nothing
      }
      Secret key = classification.key();
      // a server that echoes its request would put the key into events
      String clean = key == null ? text : Redaction.of(text, key);
      return new Attempted.Answer(clean, model(body), usage);
    }
    return noText(remarks, usage);
  }

  /** After LangChain4j gave up: on the wire, or on what came over it. */
  Attempted withoutText(Wire wire, RuntimeException thrown) {
    return switch (wire) {
      case Wire.Unsent() ->
          failed(
              FailureKind.TERMINAL,
              "the request cannot be made (%s); check the profile"
                  .formatted(
                      ProviderWords.clean(
                          String.valueOf(thrown.getMessage()), classification.key())),
              ModelUsage.NONE);
      case Wire.Broken broken -> {
        boolean connected = broken.how().isConnected();
        yield new Attempted.NoAnswer(
            classification.broken(broken), connected ? UNTOLD : ModelUsage.NONE, connected);
      }
      case Wire.Response response when response.isSuccess() -> unreadable(response);
      // errors are not billed
      case Wire.Response response ->
          new Attempted.NoAnswer(
              classification.status(response, clock.instant()), ModelUsage.NONE, true);
    };
  }

  private Attempted unreadable(Wire.Response response) {
    JsonNode body = ProviderWords.json(response.body());
    Remarks remarks = provider.remarks(body);
    String text = provider.text(body);
    if (body.isObject() && (text != null || remarks.ending() != Remarks.Ending.COMPLETE)) {
      return read(body, text);
    }
    return failed(
        isElsewhere(response.body(), body) ? FailureKind.TERMINAL : FailureKind.TRANSIENT,
        "the answer is not what a %s server says (%s); does base_url lead to one?"
            .formatted(
                asking.profile().provider().word(),
                ProviderWords.ofError(response.body(), classification.key())),
        usage(remarks.tokens()));
  }

  /**
   * Whether no model server says that: a page, other text, JSON of something else. One that has
   * trouble may break off, or say an error with the status of an answer.
   */
  private boolean isElsewhere(String text, JsonNode body) {
    if (body.isObject()) {
      return !body.has("error") && !provider.isOwn(body);
    }
    return !text.isBlank() && !text.strip().startsWith("{");
  }

  private Attempted noText(Remarks remarks, ModelUsage usage) {
    return switch (remarks.ending()) {
      case COMPLETE ->
          failed(FailureKind.INVALID_OUTPUT, "the answer is empty; ask again or reword", usage);
      case REFUSED ->
          failed(
              FailureKind.INVALID_OUTPUT,
              "the model refuses to answer (%s); reword the goal or take another profile"
                  .formatted(ProviderWords.clean(remarks.reason(), classification.key())),
              usage);
      case CUT_OFF ->
          failed(
              FailureKind.INVALID_OUTPUT,
              "the answer was cut off at %d output tokens; it must be shorter, or max_output_tokens"
                      .formatted(asking.maxOutputTokens())
                  + " of the profile and the budget larger",
              usage);
    };
  }

  private Attempted failed(FailureKind kind, String words, ModelUsage usage) {
    return new Attempted.NoAnswer(classification.failure(kind, words), usage, true);
  }

  private ModelUsage usage(Remarks.@Nullable Tokens tokens) {
    if (tokens == null) {
      return UNTOLD;
    }
    ModelEntry price = asking.price();
    return new ModelUsage(
        tokens.input(),
        tokens.output(),
        tokens.cached(),
        tokens.written(),
        tokens.reasoning(),
        price.cost(tokens.input(), tokens.cached(), tokens.written(), tokens.output()),
        true);
  }

  private String model(JsonNode body) {
    String said = body.path("model").asText(body.path("modelVersion").asText(""));
    return said.isBlank()
        ? asking.profile().model()
        : ProviderWords.clean(said, classification.key());
  }
}
