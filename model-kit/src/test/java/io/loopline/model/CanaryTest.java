package io.loopline.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A planted key is nowhere but on the wire, even when every library logs all it can. */
class CanaryTest {
  private final ModelBench bench;
  private final Path cassette;
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Level levelBefore = root.getLevel();

  CanaryTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
    cassette = folder.resolve("cassette.jsonl");
  }

  @BeforeEach
  void listen() {
    root.detachAppender("console");
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void close() {
    root.detachAppender(logged);
    root.setLevel(levelBefore);
    bench.close();
  }

  /** Replies of a server that shows the key wherever it can. */
  private static List<FakeReply> echoes(String shown) {
    return List.of(
        FakeReply.answer("it is " + shown),
        FakeReply.error(400, "bad request with " + shown),
        FakeReply.error(401, "bad key " + shown),
        FakeReply.error(404, shown),
        new FakeReply.Refusal("not for " + shown, io.loopline.model.fake.FakeUsage.of(1, 1)),
        FakeReply.bytes(("<html>" + shown).getBytes(StandardCharsets.UTF_8)),
        FakeReply.bytes(("{\"model\":\"" + shown + "\"}").getBytes(StandardCharsets.UTF_8)),
        FakeReply.bytes(namedAfter(shown).getBytes(StandardCharsets.UTF_8)),
        new FakeReply.BrokenOff(shown),
        FakeReply.error(500, "internal " + shown));
  }

  /** An answer by a model of that name, in the forms of all providers at once. */
  private static String namedAfter(String model) {
    return """
    {"model": "%1$s", "modelVersion": "%1$s", "done": true, "type": "message", "role": "assistant",
     "choices": [{"message": {"role": "assistant", "content": "ok"}}],
     "content": [{"type": "text", "text": "ok"}],
     "candidates": [{"content": {"role": "model", "parts": [{"text": "ok"}]}}],
     "message": {"role": "assistant", "content": "ok"}}
    """
        .formatted(model);
  }

  @Test
  void shouldShowTheKeyNowhere() throws Exception {
    // Given
    String encoded =
        Base64.getEncoder().encodeToString(ModelBench.KEY.getBytes(StandardCharsets.UTF_8));
    List<String> seen = new ArrayList<>();

    // When
    for (FakeProtocol protocol : FakeProtocol.values()) {
      for (String shown : List.of(ModelBench.KEY, encoded)) {
        LanguageModel model = recording();
        seen.add(model.toString());
        for (FakeReply reply : echoes(shown)) {
          bench.server.reply(reply);
          seen.add(model.ask(ModelBench.call(ModelBench.word(protocol))).toString());
        }
      }
    }

    // Then
    assertThat(bench.server.requests()).hasSize(80);
    assertThat(bench.server.requests())
        .allSatisfy(request -> {
          assertThat(request.headers().toString()).contains(ModelBench.KEY);
          assertThat(request.path()).doesNotContain("planted");
          assertThat(request.body().toString()).doesNotContain("planted");
        });
    assertHidden(String.join("\n", seen), encoded);
    assertHidden(Files.readString(cassette), encoded);
    assertHidden(logText(), encoded);
  }

  private LanguageModel recording() throws Exception {
    return LanguageModels.from(
        bench.settings(
            Map.of(
                "loopline.models.cassette.mode",
                "record",
                "loopline.models.cassette.file",
                cassette.toString())),
        InstantSource.fixed(ModelBench.NOW));
  }

  private static void assertHidden(String text, String encoded) {
    assertThat(text).doesNotContain("planted").doesNotContain(encoded);
  }

  private String logText() {
    return logged.list.stream()
        .map(event ->
            event.getFormattedMessage()
                + event.getKeyValuePairs()
                + (event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .collect(Collectors.joining("\n"));
  }
}
