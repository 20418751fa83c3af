package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.Goal;
import io.loopline.topic.LoopTopics;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCredentialsTest {
  private static final String SUBJECT = "loop.goals-value";
  private static final Schema GOAL = ContractSchema.of(Goal.class);
  private static final String BASIC = "schema.registry.basic.auth.user.info";
  private static final String TOKEN = "schema.registry.bearer.auth.token";

  private static RegistrySettings settings(FakeRegistry server, String... more) {
    Map<String, String> all = new HashMap<>(Map.of(RegistrySettings.URL, server.url()));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return RegistrySettings.from(all);
  }

  private static SchemaRegistry client(FakeRegistry server, String... more) {
    return SchemaRegistry.connect(settings(server, more));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema.registry.", ""})
  void shouldAuthenticateInConfluentsWords(String namespace) throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      // Given
      server.protect("loopline:s3c:ret");
      SchemaRegistry basic =
          client(
              server,
              namespace + "basic.auth.credentials.source",
              "USER_INFO",
              namespace + "basic.auth.user.info",
              "loopline:s3c:ret");

      // Then
      assertThat(basic.register(SUBJECT, GOAL)).isEqualTo(100);
      server.protectByToken("abc.DEF-1~2==");
      SchemaRegistry bearer =
          client(
              server,
              namespace + "bearer.auth.credentials.source",
              "STATIC_TOKEN",
              namespace + "bearer.auth.token",
              "abc.DEF-1~2==");
      assertThat(bearer.register(SUBJECT, GOAL)).isEqualTo(100);
    }
  }

  @Test
  void shouldSayWhatToChangeAndKeepTheSecretWhenCredentialsAreRefused() throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      server.protectByToken("good");

      assertThatThrownBy(() -> client(server).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("answered 40101")
          .hasMessageEndingWith("none are set; set " + BASIC + " or " + TOKEN);
      assertThatThrownBy(() -> client(server, BASIC, "loopline:s3cret").register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining(
              "does not take user 'loopline' with this password; correct " + BASIC)
          .hasMessageNotContaining("s3cret")
          .hasMessageNotContaining("bG9vcGxpbmU6czNjcmV0");
      assertThatThrownBy(() -> client(server, TOKEN, "expired-token").register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("Bearer ***")
          .hasMessageEndingWith("which is wrong or expired; renew " + TOKEN)
          .hasMessageNotContaining("expired-token");
    }
  }

  /** Else every record would become a dead letter when a password changes. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407, 429, 500, 503})
  void shouldNotTakeARefusalForAnUnknownSchema(int status) throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      // Given
      server.answer(status, "{\"error_code\":%d01,\"message\":\"no\"}".formatted(status));
      EventCodec codec = new EventCodec(client(server));

      // Then
      assertThatThrownBy(() -> codec.decode(LoopTopics.GOALS, new byte[] {0, 0, 0, 0, 7, 1}))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("answered " + status + "01");
    }
  }

  @Test
  void shouldNameThePermissionWhenItIsForbidden() throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      server.answer(403, "{\"error_code\":40301,\"message\":\"User is denied Read\"}");

      assertThatThrownBy(() -> client(server, BASIC, "a:b").idOf(SUBJECT, GOAL))
          .hasMessageEndingWith(
              "answered 40301 User is denied Read: these credentials may not do this; grant it in"
                  + " the registry");
    }
  }

  @Test
  void shouldNeverShowASecret() throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      assertThat(settings(server, BASIC, "loopline:s3cret").toString())
          .contains("user=loopline")
          .doesNotContain("s3cret");
      assertThat(settings(server, TOKEN, "s3cret").toString()).doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.user.info,           s3cret,          is not user:password",
    "basic.auth.user.info,           :s3cret,         is not user:password",
    "basic.auth.credentials.source,  USER_INFO,       basic.auth.user.info is missing",
    "basic.auth.credentials.source,  SASL_INHERIT,    takes USER_INFO only",
    "bearer.auth.credentials.source, STATIC_TOKEN,    bearer.auth.token is missing",
    "bearer.auth.credentials.source, OAUTHBEARER,     takes STATIC_TOKEN only",
    "bearer.auth.token,              's3cret two',    holds characters that no bearer token has",
  })
  void shouldNameTheKeyThatIsWrong(String key, String value, String problem) throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      assertThatThrownBy(() -> settings(server, "schema.registry." + key, value))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("schema.registry.")
          .hasMessageContaining(problem)
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void shouldNotGuessBetweenUserAndToken() throws Exception {
    try (FakeRegistry server = new FakeRegistry()) {
      assertThatThrownBy(() -> settings(server, BASIC, "a:b", TOKEN, "c"))
          .isInstanceOf(ConfigException.class)
          .hasMessage(BASIC + " and " + TOKEN + " are both set; remove one");
    }
  }
}
