package io.loopline.loopctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.serde.RegistryCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RegistryConfigTest {
  private final Path file;

  @Command
  private static final class Probe {
    @Mixin private final Connection connection = new Connection();
  }

  RegistryConfigTest(@TempDir Path folder) {
    file = folder.resolve("registry.properties");
  }

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        file,
        """
        schema.registry.url=https://one:8081,https://two:8081
        basic.auth.user.info=loopline:s3cret
        """);
  }

  private static Connection connection(String... arguments) {
    Probe probe = new Probe();
    new CommandLine(probe).parseArgs(arguments);
    return probe.connection;
  }

  @Test
  void shouldReadAddressesAndCredentialsFromTheFile() {
    // When
    Connection connection = connection("--registry-config", file.toString());

    // Then
    assertThat(connection.registry()).isEqualTo("https://one:8081,https://two:8081");
    assertThat(connection.registrySettings().urls()).hasSize(2);
    assertThat(connection.registrySettings().credentials())
        .isEqualTo(new RegistryCredentials.Basic("loopline", "s3cret"));
    assertThat(connection.registrySettings().lookupTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void shouldPreferTheAddressOnTheCommandLine() {
    assertThat(
            connection("--registry-config", file.toString(), "--registry", "http://three:1")
                .registry())
        .isEqualTo("http://three:1");
  }

  @Test
  void shouldNameWhatIsWrongWithoutTheSecret() throws Exception {
    // Given
    Files.writeString(file, "schema.registry.bearer.auth.token=s3cret two\n");
    String path = file.toString();

    // Then
    assertThatThrownBy(() -> connection("--registry-config", path).registrySettings())
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("schema.registry.bearer.auth.token holds characters")
        .hasMessageEndingWith("check --registry and --registry-config")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> connection("--registry-config", "/no/such/file").registrySettings())
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("--registry-config /no/such/file cannot be read");
  }
}
