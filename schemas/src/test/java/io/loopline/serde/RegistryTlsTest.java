package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry behind TLS with a private authority; real handshakes on loopback. */
class RegistryTlsTest {
  private static final String SUBJECT = "loop.goals-value";
  private static final Schema GOAL = ContractSchema.of(Goal.class);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static Certificates certificates;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SSLContext identity;

  @BeforeAll
  static void makeAuthority(@TempDir Path folder) throws Exception {
    certificates = new Certificates(folder);
    certificates.sign("client", "dns:client");
    identity = certificates.server(certificates.sign("registry", "dns:localhost,ip:127.0.0.1"));
  }

  private static FakeRegistry registry(boolean wantsClientCertificate) throws Exception {
    return FakeRegistry.tls(identity, wantsClientCertificate);
  }

  private static Map<String, String> trusting(String urls) {
    return Map.of(
        RegistrySettings.URL,
        urls,
        "schema.registry.ssl.truststore.location",
        certificates.trust().toString(),
        "schema.registry.ssl.truststore.password",
        Certificates.PASSWORD,
        "schema.registry.ssl.truststore.type",
        "PKCS12");
  }

  private static Map<String, String> with(Map<String, String> given, String... more) {
    Map<String, String> all = new HashMap<>(given);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static SchemaRegistry client(Map<String, String> configuration) {
    return SchemaRegistry.connect(RegistrySettings.from(configuration));
  }

  @Test
  void shouldTalkToARegistryOfAPrivateAuthorityWhenItIsTrusted() throws Exception {
    try (FakeRegistry registry = registry(false)) {
      // Given
      Map<String, String> pem =
          Map.of(
              RegistrySettings.URL,
              registry.url("localhost"),
              "schema.registry.ssl.truststore.type",
              "PEM",
              "schema.registry.ssl.truststore.location",
              certificates.pem().toString());
      Map<String, String> text =
          Map.of(
              RegistrySettings.URL,
              registry.url(),
              "schema.registry.ssl.truststore.type",
              "PEM",
              "schema.registry.ssl.truststore.certificates",
              Files.readString(certificates.pem()));

      // When
      int id = client(trusting(registry.url())).register(SUBJECT, GOAL);

      // Then
      assertThat(client(pem).byId(id)).isEqualTo(GOAL);
      assertThat(client(text).byId(id)).isEqualTo(GOAL);
    }
  }

  @Test
  void shouldUseTheNextAddressWhenTheFirstIsDown() throws Exception {
    try (FakeRegistry registry = registry(false)) {
      registry.protect("loopline:pa:ss");

      // When
      int id =
          client(
                  with(
                      trusting("https://127.0.0.1:" + closedPort() + "," + registry.url()),
                      RegistrySettings.USER_INFO,
                      "loopline:pa:ss"))
              .register(SUBJECT, GOAL);

      // Then
      assertThat(id).isEqualTo(100);
    }
  }

  @Test
  void shouldSayThatTheAuthorityIsNotTrusted() throws Exception {
    try (FakeRegistry registry = registry(false)) {
      assertThatThrownBy(
              () -> client(Map.of(RegistrySettings.URL, registry.url())).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining(registry.url())
          .hasMessageContaining("not trusted here; set schema.registry.ssl.truststore.location");
      assertThat(registry.requests).isEmpty();
    }
  }

  @Test
  void shouldSayThatTheCertificateIsForAnotherHost() throws Exception {
    try (FakeRegistry registry =
        FakeRegistry.tls(
            certificates.server(certificates.sign("elsewhere", "dns:registry.example")), false)) {
      assertThatThrownBy(() -> client(trusting(registry.url())).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("is for another host; use a name that is in it");
      assertThat(registry.requests).isEmpty();
    }
  }

  @Test
  void shouldSayThatTheCertificateHasExpired() throws Exception {
    try (FakeRegistry registry =
        FakeRegistry.tls(
            certificates.server(
                certificates.sign(
                    "expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5")),
            false)) {
      assertThatThrownBy(() -> client(trusting(registry.url())).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("its certificate has expired");
    }
  }

  @Test
  void shouldSayThatTheAddressDoesNotSpeakTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Given a server that answers what it does not understand, as most do
      Thread server = new Thread(() -> refuse(plain));
      server.start();

      // Then
      assertThatThrownBy(() ->
              client(trusting("https://127.0.0.1:" + plain.getLocalPort())).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("it does not speak TLS; use http in schema.registry.url");
      server.join();
    }
  }

  private static void refuse(ServerSocket listening) {
    try (Socket connection = listening.accept()) {
      connection.getInputStream().read();
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      connection.shutdownOutput();
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldShowItsOwnCertificateWhenTheRegistryWantsOne() throws Exception {
    try (FakeRegistry registry = registry(true)) {
      // Given
      Map<String, String> nameless = trusting(registry.url());
      Map<String, String> named =
          with(
              nameless,
              "schema.registry.ssl.keystore.location",
              certificates.keys("client").toString(),
              "schema.registry.ssl.keystore.password",
              Certificates.PASSWORD,
              "schema.registry.ssl.keystore.type",
              "PKCS12");

      // Then
      assertThat(client(named).register(SUBJECT, GOAL)).isEqualTo(100);
      assertThatThrownBy(() -> client(nameless).register(SUBJECT, GOAL))
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("set schema.registry.ssl.keystore.location");
    }
  }

  /** The alert of a registry that wants a certificate may get lost, and only the end is seen. */
  @ParameterizedTest
  @CsvSource({"https, true", "http, false"})
  void shouldSpeakOfTheCertificateWhenATlsConnectionIsClosed(String scheme, boolean certificate) {
    IOException closed = new IOException("HTTP/1.1 header parser received no bytes");

    String fault = RegistryFault.of(closed, URI.create(scheme + "://127.0.0.1:1/subjects"));

    assertThat(fault).startsWith("failed: IOException HTTP/1.1 header parser received no bytes");
    assertThat(fault.contains("set schema.registry.ssl.keystore.location")).isEqualTo(certificate);
  }

  @Test
  void shouldNameTheSettingThatCannotBeUsed() {
    Map<String, String> good = trusting("https://127.0.0.1:1");

    assertThatThrownBy(() ->
            RegistrySettings.from(
                with(good, "schema.registry.ssl.truststore.password", "another-secret")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password was incorrect")
        .hasMessageStartingWith("schema.registry.ssl")
        .hasMessageNotContaining("another-secret");
    assertThatThrownBy(() ->
            RegistrySettings.from(
                with(good, "schema.registry.ssl.truststore.location", "/no/such/file")))
        .hasMessage(
            "schema.registry.ssl.truststore.location: /no/such/file is no file that can be read");
    assertThatThrownBy(
            () -> RegistrySettings.from(with(good, "schema.registry.ssl.trustore.location", "x")))
        .hasMessage("schema.registry.ssl.trustore.location is no TLS setting of Kafka's clients");
    assertThatThrownBy(() ->
            RegistrySettings.from(
                with(good, "schema.registry.ssl.endpoint.identification.algorithm", "")))
        .hasMessageContaining("takes https only: the host name of a registry is always checked");
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
