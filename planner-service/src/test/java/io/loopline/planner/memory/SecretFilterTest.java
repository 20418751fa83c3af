package io.loopline.planner.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.model.secret.Redaction;
import io.loopline.model.secret.Secret;
import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys are made up; they are put together here so that no scanner takes them for leaked. */
class SecretFilterTest {
  private static final String KNOWN = "pl4nted+canary/9";

  private final SecretFilter filter = new SecretFilter(() -> List.of(new Secret("KEY", KNOWN)));

  @Test
  void shouldFindAKnownSecretInEveryFormAndShowNothingOfIt() {
    // Given
    byte[] bytes = KNOWN.getBytes(StandardCharsets.UTF_8);
    List<String> forms =
        List.of(
            KNOWN,
            Base64.getEncoder().encodeToString(bytes),
            HexFormat.of().formatHex(bytes),
            "pl4nted%2Bcanary%2F9");

    // Then
    for (String form : forms) {
      assertThat(filter.without("log in with " + form + ", then wait"))
          .isEqualTo("log in with [secret], then wait");
      assertThat(filter.finds(form)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-|aB3dE6gH9jK2mN5pQ8sT1vW4",
        "sk-ant-api03-|aB3dE6gH9jK2mN5pQ8sT1vW4_x-y",
        "sk_live_|aB3dE6gH9jK2mN5pQ8sT",
        "AIza|SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
        "AKIA|Z7Q3X5W9V1U2T4S6",
        "ghp_|aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9",
        "github_pat_|11AAAAAAA0aB3dE6gH9jK2_mN5pQ8sT1vW4yZ7aB3dE6gH9",
        "glpat-|aB3dE6gH9jK2mN5pQ8sT",
        "xoxb-|123456789012-aB3dE6gH9jK2",
        "hf_|aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH",
        "npm_|aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9",
        "eyJ|hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.aB3dE6gH9jK2mN5pQ8sT",
        "Authorization: Bearer |aB3dE6gH9jK2mN5pQ8sT1vW4",
        "-----BEGIN RSA PRIVATE KEY-----|\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----|\nMIIEpAIBAAKCAQEA, and no end",
      })
  void shouldFindAKeyByItsShape(String split) {
    String key = split.replace("|", "");

    assertThat(filter.without("The key (" + key))
        .isIn("The key ([secret]", "The key (Authorization: [secret]");
    assertThat(filter.finds(key)).isTrue();
  }

  @Test
  void shouldFindWhereASecretWasTakenOut() {
    // Given
    String redacted = Redaction.of("The key is " + KNOWN, new Secret("KEY", KNOWN));

    // Then
    assertThat(filter.finds(redacted)).isTrue();
    assertThat(filter.without(redacted)).isEqualTo(redacted);
  }

  @Test
  void shouldFindAPasswordInAnAddressAndLeaveTheAddress() {
    assertThat(filter.without("Read from postgres://shop:hunter22@db.internal:5432/orders."))
        .isEqualTo("Read from postgres://[secret]@db.internal:5432/orders.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The nightly build starts at 02:00 UTC.",
        "The key of the gate is in the drawer; the password is known to the harbour office.",
        "Keys begin with sk- or AKIA and are kept in the vault under shop/prod.",
        "The task-list-of-everything-that-is-planned-for-2026 is in sk-learn-like-names-without-digits.",
        "commit 0b5cbe8a54f4f0ca94a0e1f9d7b5c3d2e1f0a9b8 broke it",
        "sha256 d5625b226c1b6f20e825df7aed9be856eb7c81e52b4514a8506f8579a8368144",
        "See https://example.org:8443/a/b@c and mailto:ada@example.org.",
        "Rows are keyed by loop-1/2/PLAN/0/1/answer",
        "The bearer of the ring K-417 is a pelican.",
      })
  void shouldLeaveOtherTextAlone(String text) {
    assertThat(filter.without(text)).isEqualTo(text);
  }

  @Test
  void shouldTakeLinearTimeWhateverTheTextIs() {
    for (String part : List.of("sk-", "eyJa.", "://a:", "-----BEGIN PRIVATE KEY-----", "bearer ")) {
      assertThat(filter.without(part.repeat(4_000))).isNotEmpty();
    }
  }

  @Test
  void shouldKnowTheKeysOfAllProfilesAsTheyAreNow(@TempDir Path folder) throws IOException {
    // Given
    Files.writeString(
        folder.resolve("models.yaml"),
        """
        profiles:
          mine: { provider: openai, model: gpt-5, key: "secret:MINE", max_output_tokens: 100, timeout: 5s }
        """);
    Settings settings =
        Settings.of(
            Map.of(
                "loopline.models.file", folder.resolve("models.yaml").toString(),
                "loopline.secrets.directory", folder.toString()),
            Map.of());
    SecretFilter ofService = SecretFilter.of(settings);

    // When
    boolean before = ofService.finds("it is canary-of-mine");
    Files.writeString(folder.resolve("MINE"), "canary-of-mine\n");

    // Then
    assertThat(before).isFalse();
    assertThat(ofService.finds("it is canary-of-mine")).isTrue();
  }
}
