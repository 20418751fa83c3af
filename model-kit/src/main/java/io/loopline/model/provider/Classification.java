package io.loopline.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives each failure of an exchange its one kind, and words that name the profile and what to
 * change. Pure.
 *
 * @param profile whom was asked
 * @param key taken out of all words; null for none
 */
record Classification(ModelProfile profile, @Nullable Secret key) {
  /** Words by which providers say that a prompt is too long. */
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "maximum context length",
          "context length",
          "prompt is too long",
          "exceeds the maximum number of tokens",
          "exceed_context_size");

  Failure failure(FailureKind kind, String words) {
    return failure(kind, words, null);
  }

  private Failure failure(FailureKind kind, String words, @Nullable Long retryAfterMs) {
    return new Failure(
        kind,
        "profile %s (%s, model %s at %s): %s"
            .formatted(
                profile.name(),
                profile.provider().word(),
                profile.model(),
                profile.baseUrl(),
                words),
        retryAfterMs,
        List.of());
  }

  Failure broken(Wire.Broken broken) {
    String words = ProviderWords.clean(broken.words(), key);
    return switch (broken.how()) {
      case NOT_CONNECTED ->
          failure(FailureKind.TRANSIENT, words + "; is the server up, and base_url right?");
      case CUT -> failure(FailureKind.TRANSIENT, "the connection broke off (" + words + ")");
      case TIMED_OUT ->
          failure(FailureKind.TIMEOUT, words + "; a longer 'timeout' of the profile may help");
      case TOO_LARGE ->
          failure(
              FailureKind.INVALID_OUTPUT,
              "the answer has %s; does the server keep to max_output_tokens?".formatted(words));
      case NOT_TEXT ->
          failure(FailureKind.INVALID_OUTPUT, words + "; does base_url lead to a model server?");
      case NOT_TLS ->
          failure(FailureKind.TERMINAL, words + "; should base_url begin with http://?");
    };
  }

  /** A response that says that there is no answer. */
  Failure status(Wire.Response response, Instant now) {
    JsonNode body = ProviderWords.json(response.body());
    String said =
        "HTTP %d: %s".formatted(response.status(), ProviderWords.ofError(response.body(), key));
    Long wait = RetryAfter.of(response.headers(), body, now);
    int status = response.status();
    if (status >= 500) {
      return failure(
          status == 529 ? FailureKind.RATE_LIMITED : FailureKind.TRANSIENT,
          "the provider has trouble of its own (" + said + ")",
          wait);
    }
    return switch (status) {
      case 401, 403 ->
          failure(FailureKind.TERMINAL, "the key is refused (" + said + "); " + keyAdvice());
      case 402 ->
          failure(FailureKind.TERMINAL, "the account does not pay (" + said + "); top it up");
      case 404 ->
          failure(
              FailureKind.TERMINAL,
              "there is no such model or address (" + said + "); check 'model' and 'base_url'");
      case 408 -> failure(FailureKind.TIMEOUT, "the provider gave up (" + said + ")", wait);
      case 409, 425 -> failure(FailureKind.TRANSIENT, "not now (" + said + ")", wait);
      case 413 -> tooLong(said);
      case 429 -> limited(response.body(), said, wait);
      default -> refused(response, said);
    };
  }

  private Failure limited(String body, String said, @Nullable Long wait) {
    return body.contains("insufficient_quota")
        ? failure(FailureKind.TERMINAL, "the account is used up (" + said + "); top it up")
        : failure(
            FailureKind.RATE_LIMITED,
            "too many requests or tokens ("
                + said
                + "); requests_per_minute and tokens_per_minute hold the profile back",
            wait);
  }

  private Failure refused(Wire.Response response, String said) {
    if (response.status() < 400) {
      return failure(
          FailureKind.TERMINAL,
          "unexpected (" + said + "); redirects are not followed, check 'base_url'");
    }
    String lower = response.body().toLowerCase(Locale.ROOT);
    if (TOO_LONG.stream().anyMatch(lower::contains)) {
      return tooLong(said);
    }
    boolean aboutForm = lower.contains("schema") || lower.contains("response_format");
    return failure(
        FailureKind.TERMINAL,
        "the request is refused (%s); %s"
            .formatted(
                said,
                aboutForm
                    ? "the model may not take the form of the answer: set 'json_schema: prompt'"
                    : "check 'model', 'temperature' and 'max_output_tokens'"));
  }

  private Failure tooLong(String said) {
    return failure(
        FailureKind.BUDGET_TOO_SMALL,
        "the prompt is too long for the model (" + said + "); check 'context_tokens' of its price");
  }

  private String keyAdvice() {
    return profile.key() == null ? "give the profile a 'key'" : "check secret:" + profile.key();
  }
}
