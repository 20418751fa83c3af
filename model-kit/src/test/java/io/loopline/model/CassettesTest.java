package io.loopline.model;

import static io.loopline.model.WireFaultsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeUsage;
import io.loopline.service.InvalidConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  void shouldKnowACallByAllThatItSays() throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("one"));
    ModelCall recorded = ModelBench.call("openai");
    model("record").ask(recorded);
    LanguageModel replaying = model("replay");

    // Then
    assertThat(replaying.ask(recorded)).isInstanceOf(ModelOutcome.Answered.class);
    for (ModelCall other :
        List.of(
            saying(recorded, "You plan.", "And then?"),
            saying(recorded, "You judge.", "What next?"),
            saying(recorded, "You plan."),
            asking(recorded, ModelBench.FORM, 0, 0),
            asking(recorded, null, 1, 0),
            asking(recorded, null, 0, 1))) {
      assertThat(failure(replaying.ask(other)).getKind()).isEqualTo(FailureKind.TERMINAL);
    }
  }

  @Test
  void shouldReplayWhatWasPutIntoTheCache() throws Exception {
    // Given
    FakeUsage usage = new FakeUsage(100, 30, 40, 25, 10);
    bench.server.reply(new FakeReply.Answer("one", usage, false));

    // When
    ModelOutcome recorded = model("record").ask(ModelBench.call("anthropic"));

    // Then
    assertThat(recorded.usage().cacheWriteTokens()).isEqualTo(25);
    assertThat(model("replay").ask(ModelBench.call("anthropic"))).isEqualTo(recorded);
  }

  private static ModelCall saying(ModelCall call, String rules, String... questions) {
    List<ModelMessage> messages = new ArrayList<>();
    messages.add(new ModelMessage(ModelMessage.Role.SYSTEM, rules));
    for (String question : questions) {
      messages.add(new ModelMessage(ModelMessage.Role.USER, question));
    }
    return new ModelCall(
        call.profile(), messages, call.output(), call.caps(), 0, 0, call.deadline());
  }

  private static ModelCall asking(
      ModelCall call, @Nullable OutputSchema form, int temperatureSteps, int modelSteps) {
    return new ModelCall(
        call.profile(),
        call.messages(),
        form,
        call.caps(),
        temperatureSteps,
        modelSteps,
        call.deadline());
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
  void shouldRecordNoKeyOfAnyProfileThatAPromptHolds() throws Exception {
    // Given a key of another profile than the one that is asked, and its own
    String other = "sk-hidden-of-another-account";
    Files.writeString(file.resolveSibling("secrets").resolve("OTHER"), other);
    bench.profile("zz-other", FakeProtocol.OPENAI, "");
    bench.profiles.add(bench.profiles.removeLast().replace("secret:PLANTED", "secret:OTHER"));
    bench.server.reply(FakeReply.answer("ok"));

    // When
    model("record")
        .ask(saying(ModelBench.call("openai"), "Keys: " + ModelBench.KEY, "and " + other));

    // Then
    assertThat(Files.readString(file))
        .doesNotContain("planted")
        .doesNotContain("hidden")
        .contains("Keys: [secret]")
        .contains("and [secret]");
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
