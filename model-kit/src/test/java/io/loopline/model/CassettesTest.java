package io.loopline.model;

import static io.loopline.model.WireFaultsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeReply;
import io.loopline.service.InvalidConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassettesTest {
  private final ModelBench bench;
  private final Path file;

  CassettesTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
    file = folder.resolve("cassette.jsonl");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private LanguageModel model(String mode) throws Exception {
    Map<String, String> cassette =
        Map.of(
            "loopline.models.cassette.mode",
            mode,
            "loopline.models.cassette.file",
            file.toString());
    return LanguageModels.from(bench.settings(cassette), InstantSource.fixed(ModelBench.NOW));
  }

  @Test
  void shouldReplayWhatWasRecordedWithoutAskingAnybody() throws Exception {
    // Given three calls, two of them the same, and one that failed
    bench.server.reply(
        FakeReply.answer("one \"quoted\"\nline"), FakeReply.answer("two"), FakeReply.limited("3"));
    LanguageModel recording = model("record");
    List<ModelOutcome> recorded =
        List.of(
            recording.ask(ModelBench.call("openai")),
            recording.ask(ModelBench.call("openai")),
            recording.ask(ModelBench.call("anthropic")));

    // When with other caps and a later deadline
    LanguageModel replaying = model("replay");
    List<ModelOutcome> replayed =
        List.of(
            replaying.ask(later(ModelBench.call("openai", new ModelCaps(1, 2, 3)))),
            replaying.ask(ModelBench.call("openai")),
            replaying.ask(ModelBench.call("anthropic")));

    // Then
    assertThat(replayed).isEqualTo(recorded);
    assertThat(bench.server.requests()).hasSize(3);
    assertThat(replaying.ask(ModelBench.call("openai"))).isEqualTo(recorded.get(1));
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void shouldFailForGoodWhenACallWasNotRecorded() throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("one"));
    model("record").ask(ModelBench.call("openai"));

    // When
    ModelOutcome outcome = model("replay").ask(ModelBench.call("gemini"));

    // Then
    assertThat(failure(outcome).getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure(outcome).getMessage())
        .startsWith("the cassette " + file + " has no answer for profile gemini to \"What next?\"")
        .endsWith("record it with loopline.models.cassette.mode=record");
    assertThat(bench.server.requests()).hasSize(1);
  }

  @Test
  void shouldRecordNoKeyThatAServerEchoes() throws Exception {
    // Given
    bench.server.reply(
        FakeReply.answer("your key is " + ModelBench.KEY),
        FakeReply.error(401, "bad key " + ModelBench.KEY));
    LanguageModel recording = model("record");

    // When
    recording.ask(ModelBench.call("openai"));
    recording.ask(ModelBench.call("anthropic"));

    // Then
    assertThat(Files.readString(file)).doesNotContain("planted").contains("[secret]");
  }

  @Test
  void shouldRefuseAModeOrFileItCannotUse() throws Exception {
    assertThatThrownBy(() -> model("play"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("must be off, record or replay");
    assertThatThrownBy(() -> model("replay"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("loopline.models.cassette.file")
        .hasMessageContaining("cannot be replayed");
    Files.writeString(file, "\n{\"key\":\"k\"}\n");
    assertThatThrownBy(() -> model("replay")).hasMessageContaining("line 2: no 'usage'");
    assertThatThrownBy(() ->
            LanguageModels.from(
                bench.settings(Map.of("loopline.models.cassette.mode", "record")),
                InstantSource.fixed(ModelBench.NOW)))
        .hasMessageContaining("loopline.models.cassette.file must name the file for that");
  }

  private static ModelCall later(ModelCall call) {
    return new ModelCall(
        call.profile(),
        call.messages(),
        call.output(),
        call.caps(),
        0,
        0,
        call.deadline().plus(Duration.ofHours(1)));
  }
}
