package io.loopline.planner.memory;

import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.secret.Redaction;
import io.loopline.model.secret.Secret;
import io.loopline.model.secret.Secrets;
import io.loopline.service.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds secrets in texts that memory would keep or tell: the keys and passwords of this process's
 * configuration in the forms that {@link Redaction} knows, and whatever has the shape of a key, be
 * it anybody's. A password in plain words that is not of this process has no shape and is not
 * found. Safe for concurrent use.
 */
final class SecretFilter {
  /** The same as that of {@link Redaction}. */
  private static final String MARK = "[secret]";

  /** Kinds of keys that cannot be taken for words; each begins where no word goes on. */
  private static final Pattern SHAPES =
      Pattern.compile(
          Stream.of(
                  "(?<![A-Za-z0-9])(?:"
                      // OpenAI, Anthropic and those who imitate them; Stripe
                      + "sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{20,}|[rsp]k_(?:live|test)_[A-Za-z0-9]{16,}"
                      // Google, AWS
                      + "|AIza[A-Za-z0-9_-]{35}|A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])"
                      // GitHub, GitLab, Slack, Hugging Face, npm, PyPI
                      + "|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20,}"
                      + "|xox[abeprs]-[A-Za-z0-9-]{10,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{36}"
                      + "|pypi-[A-Za-z0-9_-]{50,}"
                      // JSON Web Tokens
                      + "|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,})",
                  "(?i:bearer)\\s+(?=[A-Za-z._~+/-]{0,200}[0-9])[A-Za-z0-9._~+/-]{20,}=*",
                  // a password in an address
                  "(?<=://)[^\\s/:@]{1,100}:[^\\s/@]{3,200}(?=@)",
                  "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\\z)")
              .reduce((one, other) -> one + "|" + other)
              .orElseThrow());

  private final Supplier<List<Secret>> known;

  /**
   * @param known secrets of this process as they are now
   */
  SecretFilter(Supplier<List<Secret>> known) {
    this.known = known;
  }

  /** Of a service: the keys of all profiles of models, and what its settings keep secret. */
  static SecretFilter of(Settings settings) {
    ModelCatalogue catalogue = ModelCatalogue.from(settings);
    Secrets secrets = Secrets.from(settings);
    List<String> names =
        catalogue.profileNames().stream()
            .flatMap(name -> catalogue.profile(name).stream())
            .map(ModelProfile::key)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<Secret> ofSettings =
        settings.secretValues().stream()
            .filter(SecretFilter::canBeWritten)
            .map(value -> new Secret("settings", value))
            .toList();
    return new SecretFilter(() -> {
      List<Secret> known = new ArrayList<>(ofSettings);
      names.forEach(name -> add(secrets, name, known));
      return known;
    });
  }

  private static boolean canBeWritten(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** A key that is not there is in no text. */
  private static void add(Secrets secrets, String name, List<Secret> known) {
    try {
      known.add(secrets.resolve(name));
    } catch (Secrets.Missing _) {
      // whoever asks that model is told
    }
  }

  /**
   * Whether there is one in the text, or was: the key of the model that answers is taken out of its
   * answer before anybody reads it.
   */
  boolean finds(String text) {
    return text.contains(MARK) || !without(text).equals(text);
  }

  /** The text with a mark in the place of each. */
  String without(String text) {
    String clean = text;
    for (Secret secret : known.get()) {
      clean = Redaction.of(clean, secret);
    }
    return SHAPES.matcher(clean).replaceAll(MARK);
  }
}
