package io.loopline.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.Goal;
import io.loopline.event.Plan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static final String SUBJECT = "loop.goals-value";
  private static final Schema GOAL = ContractSchema.of(Goal.class);

  private final TestClock clock = new TestClock();
  private FakeRegistry server;

  SchemaRegistryTest() throws IOException {
    server = new FakeRegistry();
  }

  @BeforeEach
  void startAnew() {
    server.requests.clear();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistry client(String urls) {
    return client(RegistrySettings.of(urls));
  }

  private SchemaRegistry client(RegistrySettings settings) {
    return new RestSchemaRegistry(new RegistryTransport(settings, clock), settings, clock);
  }

  private RegistrySettings impatient(String urls) {
    return RegistrySettings.from(
        Map.of(
            RegistrySettings.URL, urls,
            RegistrySettings.REQUEST_TIMEOUT_MS, "300",
            RegistrySettings.LOOKUP_TIMEOUT_MS, "300"));
  }

  @Test
  void shouldRegisterOnceAndAnswerFromMemoryAfterwards() {
    // Given
    SchemaRegistry client = client(server.url());

    // When
    int id = client.register(SUBJECT, GOAL);

    // Then
    assertThat(client.register(SUBJECT, GOAL)).isEqualTo(id);
    assertThat(client.idOf(SUBJECT, GOAL)).isEqualTo(id);
    assertThat(client.byId(id)).isEqualTo(GOAL);
    assertThat(server.requests).containsExactly("POST /subjects/loop.goals-value/versions");
  }

  @Test
  void shouldFindWhatAnotherClientRegistered() {
    // Given
    int id = client(server.url()).register(SUBJECT, GOAL);
    SchemaRegistry other = client(server.url());

    // When
    Schema found = other.byId(id);

    // Then
    assertThat(found).isEqualTo(GOAL);
    assertThat(other.idOf(SUBJECT, GOAL)).isEqualTo(id);
    assertThat(server.requests)
        .containsExactly(
            "POST /subjects/loop.goals-value/versions",
            "GET /schemas/ids/" + id,
            "POST /subjects/loop.goals-value");
  }

  @Test
  void shouldNameTheSubjectWhenASchemaIsNotRegistered() {
    assertThatThrownBy(() -> client(server.url()).idOf(SUBJECT, GOAL))
        .isInstanceOf(UnknownSchemaId.class)
        .hasMessage(
            "io.loopline.event.Goal is not registered under subject loop.goals-value:"
                + " 40401 Subject 'loop.goals-value' not found.");
  }

  @Test
  void shouldRememberAnUnknownIdForAWhile() {
    // Given
    SchemaRegistry client = client(server.url());

    // When
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> client.byId(7))
          .isInstanceOf(UnknownSchemaId.class)
          .hasMessage("schema id 7: 40403 Schema not found");
    }
    clock.advance(Duration.ofSeconds(31));
    assertThatThrownBy(() -> client.byId(7)).isInstanceOf(UnknownSchemaId.class);

    // Then
    assertThat(server.requests).containsExactly("GET /schemas/ids/7", "GET /schemas/ids/7");
  }

  @Test
  void shouldNotAskForAnIdThatCannotBe() {
    assertThatThrownBy(() -> client(server.url()).byId(-1)).isInstanceOf(UnknownSchemaId.class);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void shouldNotTakeAForeign404ForAnUnknownId() {
    // Given
    String wrongPath = server.url().replace(FakeRegistry.BASE, "/somewhere");

    // Then
    assertThatThrownBy(() -> client(wrongPath).byId(7))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessage("no schema registry: " + wrongPath + " answered 404");
  }

  @Test
  void shouldReportASchemaThatIsNotAvro() {
    // Given
    int id = server.add("message Goal {}");
    SchemaRegistry client = client(server.url());

    // When
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> client.byId(id)).isInstanceOf(IncompatibleSchema.class);
    }

    // Then
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void shouldReportARefusedSchemaInOneLine() {
    // Given
    for (int status : new int[] {409, 422}) {
      server.answer(
          status, "{\"error_code\":%d,\"message\":\"field x\\nhas no default\"}".formatted(status));

      // Then
      assertThatThrownBy(() -> client(server.url()).register(SUBJECT, GOAL))
          .isInstanceOf(IncompatibleSchema.class)
          .hasMessageEndingWith("loop.goals-value: " + status + " field x has no default");
    }
  }

  @Test
  void shouldBeUnreachableWhenTheRegistryFails() {
    server.answer(500, "{\"error_code\":50001,\"message\":\"storage is down\"}");

    assertThatThrownBy(() -> client(server.url()).idOf(SUBJECT, GOAL))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessage("no schema registry: " + server.url() + " answered 50001 storage is down");
  }

  @Test
  void shouldFailAtOnceForAPauseAndThenAskAgain() {
    // Given
    SchemaRegistry client = client(server.url());
    server.answer(503, "");
    assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnreachable.class);
    server.behave();

    // When
    assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnreachable.class);
    int asked = server.requests.size();
    clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(asked).isEqualTo(1);
    assertThatThrownBy(() -> client.byId(7)).isInstanceOf(UnknownSchemaId.class);
  }

  @Test
  void shouldNameTheAddressWhenNothingListens() throws Exception {
    // Given
    String url = "http://127.0.0.1:" + closedPort();

    // Then
    assertThatThrownBy(() -> client(url).byId(1))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessageStartingWith("no schema registry: " + url + " failed: ConnectException")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldUseTheNextAddressWhenTheFirstIsDownAndStayThere() throws Exception {
    // Given
    int id = server.add(GOAL.toString());
    try (FakeRegistry broken = new FakeRegistry()) {
      broken.answer(502, "");
      SchemaRegistry client = client(broken.url() + ", " + server.url() + "/");

      // When
      Schema found = client.byId(id);
      client.register(SUBJECT, GOAL);

      // Then
      assertThat(found).isEqualTo(GOAL);
      assertThat(broken.requests).hasSize(1);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void shouldUseTheNextAddressWhenTheFirstHangs() throws Exception {
    // Given
    int id = server.add(GOAL.toString());
    try (FakeRegistry hanging = new FakeRegistry()) {
      hanging.hang();
      RegistrySettings settings =
          RegistrySettings.from(
              Map.of(
                  RegistrySettings.URL,
                  hanging.url() + "," + server.url(),
                  RegistrySettings.REQUEST_TIMEOUT_MS,
                  6000));

      // When
      Schema found = client(settings).byId(id);

      // Then
      assertThat(found).isEqualTo(GOAL);
    }
  }

  @Test
  void shouldGiveUpInTimeWhenHeadersOrBodyDoNotCome() {
    server.hang();
    assertThatThrownBy(() -> client(impatient(server.url())).byId(1))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessageMatching(".* gave no answer within \\d+ ms");

    server.behave();
    server.drip();
    assertThatThrownBy(() -> client(impatient(server.url())).byId(1))
        .isInstanceOf(RegistryUnreachable.class)
        .hasMessageMatching(".* gave no answer within \\d+ ms");
  }

  @Test
  void shouldAnswerKnownIdsWhileTheRegistryIsDown() {
    // Given
    SchemaRegistry client = client(server.url());
    int id = client.register(SUBJECT, GOAL);
    server.answer(503, "");

    // When
    assertThatThrownBy(() -> client.idOf("other", ContractSchema.of(Plan.class)))
        .isInstanceOf(RegistryUnreachable.class);

    // Then
    assertThat(client.byId(id)).isEqualTo(GOAL);
    assertThat(client.idOf(SUBJECT, GOAL)).isEqualTo(id);
  }

  @Test
  void shouldSetTheCompatibilityOfASubject() {
    // When
    client(server.url()).setCompatibility(SUBJECT, "FULL_TRANSITIVE");

    // Then
    assertThat(server.levels).isEqualTo(Map.of(SUBJECT, "FULL_TRANSITIVE"));
  }

  @Test
  void shouldSayWhyACompatibilityIsNotSet() {
    server.answer(404, "{\"error_code\":40401,\"message\":\"No such subject\"}");

    assertThatThrownBy(() -> client(server.url()).setCompatibility(SUBJECT, "FULL_TRANSITIVE"))
        .isInstanceOf(UnknownSchemaId.class)
        .hasMessageEndingWith("loop.goals-value: 40401 No such subject");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
