package io.loopline.loopctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopCtlTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldExitWithTwoAndOneLineWhenTheUsageIsWrong() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("nonsense")).isEqualTo(2);
    assertThat(run("up", "--port-offset", "many")).isEqualTo(2);
    assertThat(run("up", "--port-offset", "-1")).isEqualTo(2);
    assertThat(run("topics")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("loop: "));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldListTheCommandsWhenAskedForHelp() {
    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains("up ", "down ", "status ", "topics ");
  }

  @Test
  void shouldExitWithThreeAndSayWhatToDoWhenNoStackRuns() {
    assertThat(run("status", "--dir", directory.toString())).isEqualTo(3);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("loop: the local stack is not running; start it with ./loop up");
  }

  @Test
  void shouldExitWithThreeAndNameTheBrokerWhenItIsNotReachable() throws IOException {
    // Given
    int unused = unusedPort();

    // When
    int exitCode = run("topics", "apply", "--bootstrap", "127.0.0.1:" + unused);

    // Then
    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains("no Kafka broker answers at 127.0.0.1:" + unused, "./loop up", "--bootstrap");
  }

  @Test
  void shouldTakeOptionsThatComeBeforeTheCommand() throws IOException {
    // Given
    int unused = unusedPort();

    // When
    int exitCode = run("--bootstrap", "127.0.0.1:" + unused, "topics", "apply");

    // Then
    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString()).contains("127.0.0.1:" + unused);
  }

  @Test
  void shouldNameThePortAndStartNothingWhenItIsTaken() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9_092 + 21_000));

      // When
      int exitCode = run("up", "--port-offset", "21000", "--dir", directory.toString());

      // Then
      assertThat(exitCode).isEqualTo(3);
      assertThat(err.toString())
          .contains("port 30092, needed for the broker, is taken", "--port-offset")
          .doesNotContain("starting");
    }
  }

  private int run(String... arguments) {
    return LoopCtl.execute(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
