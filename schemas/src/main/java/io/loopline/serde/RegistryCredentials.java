package io.loopline.serde;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * Who asks the schema registry. The keys are those of Confluent's client, with or without {@code
 * schema.registry.} before them. Immutable; {@code toString} never shows a secret.
 */
public sealed interface RegistryCredentials {
  String USER_INFO = "schema.registry.basic.auth.user.info";
  String USER_INFO_SOURCE = "schema.registry.basic.auth.credentials.source";
  String TOKEN = "schema.registry.bearer.auth.token";
  String TOKEN_SOURCE = "schema.registry.bearer.auth.credentials.source";

  /** Nobody in particular. */
  record None() implements RegistryCredentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }

    @Override
    public String remedy() {
      return "it wants credentials and none are set; set %s or %s".formatted(USER_INFO, TOKEN);
    }

    @Override
    public String redact(String text) {
      return text;
    }
  }

  /** A user with a password. */
  record Basic(String user, String password) implements RegistryCredentials {
    @Override
    public Optional<String> authorization() {
      return Optional.of("Basic " + encoded());
    }

    @Override
    public String remedy() {
      return "it does not take user '%s' with this password; correct %s".formatted(user, USER_INFO);
    }

    @Override
    public String redact(String text) {
      String less = text.replace(encoded(), "***");
      return password.isEmpty() ? less : less.replace(password, "***");
    }

    private String encoded() {
      byte[] plain = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(plain);
    }

    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /** Whoever holds the token. */
  record Bearer(String token) implements RegistryCredentials {
    /** RFC 6750, section 2.1; anything else does not belong in a header. */
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    public Bearer {
      if (!SYNTAX.matcher(token).matches()) {
        throw new ConfigException(TOKEN + " holds characters that no bearer token has");
      }
    }

    @Override
    public Optional<String> authorization() {
      return Optional.of("Bearer " + token);
    }

    @Override
    public String remedy() {
      return "it does not take the bearer token, which is wrong or expired; renew " + TOKEN;
    }

    @Override
    public String redact(String text) {
      return text.replace(token, "***");
    }

    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  /** Value of the Authorization header; empty for none. */
  Optional<String> authorization();

  /** What is wrong and what to change when the registry answers 401. */
  String remedy();

  /** The text without the secret, should the other side have repeated it. */
  String redact(String text);

  /**
   * Reads the keys.
   *
   * @throws ConfigException naming the key that is missing or wrong, never its secret
   */
  static RegistryCredentials from(Map<String, ?> configuration) {
    Optional<String> user = secret(configuration, USER_INFO, USER_INFO_SOURCE, "USER_INFO");
    Optional<String> token = secret(configuration, TOKEN, TOKEN_SOURCE, "STATIC_TOKEN");
    if (user.isPresent() && token.isPresent()) {
      throw new ConfigException(USER_INFO + " and " + TOKEN + " are both set; remove one");
    }
    return user.map(RegistryCredentials::basic)
        .or(() -> token.map(Bearer::new))
        .orElseGet(None::new);
  }

  private static RegistryCredentials basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new ConfigException(USER_INFO + " is not user:password");
    }
    return new Basic(userInfo.substring(0, colon), userInfo.substring(colon + 1));
  }

  private static Optional<String> secret(
      Map<String, ?> configuration, String key, String sourceKey, String onlySource) {
    Optional<String> value = RegistrySettings.text(configuration, key);
    Optional<String> source = RegistrySettings.text(configuration, sourceKey);
    if (source.isPresent() && !source.get().equals(onlySource)) {
      throw new ConfigException(
          "%s takes %s only, with the value in %s; not %s"
              .formatted(sourceKey, onlySource, key, source.get()));
    }
    if (source.isPresent() && value.isEmpty()) {
      throw new ConfigException(
          "%s is missing; %s=%s wants it".formatted(key, sourceKey, onlySource));
    }
    return value;
  }
}
