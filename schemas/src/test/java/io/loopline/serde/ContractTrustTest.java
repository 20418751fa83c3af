package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class ContractTrustTest {

  @Test
  void shouldLetAFreshProgramBuildAnEventBeforeItTouchesTheSerde() throws Exception {
    // Given a process of its own: the trust is process-wide, and other tests have set it here
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    FreshProgram.class.getName()))
            .redirectErrorStream(true)
            .start();

    // When
    String output = output(program);

    // Then
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("built with 10 iterations");
  }

  private static String output(Process program) throws IOException {
    return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldTrustNoOtherClass() {
    // Given
    ContractTrust.establish();

    // Then
    assertThatThrownBy(() -> ClassSecurityValidator.validate(File.class))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> ClassSecurityValidator.validate(EventCodec.class))
        .isInstanceOf(SecurityException.class);
  }
}
