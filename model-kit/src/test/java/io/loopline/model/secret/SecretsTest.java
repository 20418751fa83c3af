package io.loopline.model.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String PLANTED = "sk-planted\"0123456789/+abc";

  @TempDir private Path folder;

  private Secrets secrets(Map<String, String> environment) {
    return new Secrets(folder, environment::get);
  }

  @Test
  void shouldFindAFileBeforeTheEnvironmentAndTheNewestContent() throws Exception {
    // Given
    Secrets secrets = secrets(Map.of("KEY", "from-environment"));

    // Then
    assertThat(secrets.resolve("KEY").value()).isEqualTo("from-environment");
    Files.writeString(folder.resolve("KEY"), "from-file\n");
    assertThat(secrets.resolve("KEY").value()).isEqualTo("from-file");
    Files.writeString(folder.resolve("KEY"), "changed");
    assertThat(secrets.resolve("KEY").value()).isEqualTo("changed");
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNone() {
    assertThatThrownBy(() -> secrets(Map.of("KEY", " ")).resolve("KEY"))
        .isInstanceOf(Secrets.Missing.class)
        .hasMessage(
            "secret:KEY is not set; set the environment variable KEY or put a file of that name"
                + " into "
                + folder);
    assertThatThrownBy(() -> new Secrets(null, _ -> null).resolve("KEY"))
        .hasMessageContaining("or loopline.secrets.directory to a directory with a file of");
  }

  @Test
  void shouldShowNothingOfAValueThatCannotBeAKey() throws IOException {
    assertThatThrownBy(() -> secrets(Map.of("KEY", "planted\nplanted")).resolve("KEY"))
        .isInstanceOf(Secrets.Missing.class)
        .hasNoCause()
        .hasMessageContaining("secret:KEY holds characters that no key has")
        .hasMessageNotContaining("planted");
    Files.write(folder.resolve("KEY"), new byte[] {'p', (byte) 0xff});
    assertThatThrownBy(() -> secrets(Map.of()).resolve("KEY"))
        .isInstanceOf(Secrets.Missing.class)
        .hasMessageContaining("cannot be read");
    Files.write(folder.resolve("KEY"), new byte[20_000]);
    assertThatThrownBy(() -> secrets(Map.of()).resolve("KEY"))
        .hasMessageContaining("too large for a key");
  }

  @Test
  void shouldNotShowItselfAsText() {
    assertThat(new Secret("KEY", PLANTED)).hasToString("secret:KEY");
    assertThatThrownBy(() -> new Secret("KEY", "planted planted"))
        .hasMessageNotContaining("planted");
  }

  @Test
  void shouldTakeEveryFormOfASecretOutOfText() {
    // Given
    byte[] bytes = PLANTED.getBytes(StandardCharsets.UTF_8);
    String text =
        String.join(
            " ",
            PLANTED,
            "sk-planted\\\"0123456789/+abc",
            "sk-planted\\\"0123456789\\/+abc",
            "sk-planted%220123456789%2F%2Babc",
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            HexFormat.of().formatHex(bytes),
            HexFormat.of().withUpperCase().formatHex(bytes));

    // When
    String clean = Redaction.of(text, new Secret("KEY", PLANTED));

    // Then
    assertThat(clean).isEqualTo("[secret] ".repeat(8).strip());
  }

  @Test
  void shouldLeaveTextAloneWhenASecretIsTooShortToBeOne() {
    assertThat(Redaction.of("none at all", new Secret("KEY", "none"))).isEqualTo("none at all");
  }
}
