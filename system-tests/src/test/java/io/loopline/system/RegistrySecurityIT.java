package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Outcome;
import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real registry behind TLS with a private authority and credentials. */
@ExtendWith(OnCluster.class)
@Order(11)
@Tag("slow")
class RegistrySecurityIT {
  private static final String PASSWORD = "s3cret-of-the-registry";

  private static String basic(String password) {
    byte[] plain = ("loopline:" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }

  /** Secrets belong in a file, not on a command line. */
  private static Path file(Path folder, String prefix, Path authority) throws IOException {
    return Files.writeString(
        folder.resolve(prefix + "registry.properties"),
        """
        %1$sschema.registry.basic.auth.credentials.source=USER_INFO
        %1$sschema.registry.basic.auth.user.info=loopline:%2$s
        %1$sschema.registry.ssl.truststore.type=PEM
        %1$sschema.registry.ssl.truststore.location=%3$s
        """
            .formatted(prefix, PASSWORD, authority));
  }

  private static UnaryOperator<StackSettings> configuredBy(Path file, String urls) {
    return settings ->
        settings
            .withServiceProperty("loopline.config", file.toString())
            .withServiceProperty("loopline.schema.registry.url", urls);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void shouldRunALoopWhenTheFirstOfTwoAddressesIsDown(Cluster cluster, @TempDir Path folder)
      throws Exception {
    // Given
    Topics topics = cluster.topics();
    Certificate certificate = Certificate.make(folder);
    try (GuardedRegistry guarded =
        new GuardedRegistry(cluster.registryUrl(), certificate.identity(), basic(PASSWORD))) {
      String urls = "https://localhost:" + closedPort() + "," + guarded.url();
      Path services = file(folder, "loopline.", certificate.authority());
      cluster.withServices(
          configuredBy(services, urls),
          () -> {
            // When
            cluster.submit(Goals.greeting(), "guarded");

            // Then
            assertThat(Await.result(topics, "guarded").getOutcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(guarded.passed()).isPositive();
            assertThat(guarded.refused()).isZero();
          });

      // And the command line goes the same way
      Path cli = file(folder, "", certificate.authority());
      Cluster.Output listed =
          cluster.loop(
              "result", "guarded", "--registry", urls, "--registry-config", cli.toString());
      assertThat(listed.exitCode()).as(listed.toString()).isZero();
      assertThat(listed.out()).contains("SUCCEEDED");
    }
  }

  @Test
  void shouldWaitAndSayWhatToChangeWhenThePasswordIsRefused(Cluster cluster, @TempDir Path folder)
      throws Exception {
    // Given a registry whose password is another one
    Certificate certificate = Certificate.make(folder);
    try (GuardedRegistry guarded =
        new GuardedRegistry(cluster.registryUrl(), certificate.identity(), basic("another"))) {
      Path file = file(folder, "loopline.", certificate.authority());
      LocalStack stack = cluster.stack(configuredBy(file, guarded.url()));
      cluster.stack().stopService(Part.EXECUTOR);
      try {
        // When
        stack.launch(Part.EXECUTOR);

        // Then it is not ready, and ready once the registry takes the password
        Await.untilAsserted(
            "the remedy in the log",
            () ->
                assertThat(log(cluster))
                    .contains("does not take user 'loopline' with this password")
                    .contains("correct schema.registry.basic.auth.user.info"));
        assertThat(stack.isReady(Part.EXECUTOR)).isFalse();
        guarded.accept(basic(PASSWORD));
        stack.awaitReady(List.of(Part.EXECUTOR));
        assertThat(log(cluster)).doesNotContain(PASSWORD).doesNotContain(basic(PASSWORD));
      } finally {
        cluster.stack().stopService(Part.EXECUTOR);
        cluster.stack().startService(Part.EXECUTOR);
      }
    }
  }

  private static String log(Cluster cluster) {
    try {
      return cluster.log(Part.EXECUTOR);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
