package io.loopline.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.FailureKind;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import io.loopline.model.fake.FakeUsage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each provider is asked, and how its answers are read, over real sockets. */
class ProvidersTest {
  private final ModelBench bench;

  ProvidersTest(@TempDir Path folder) throws Exception {
    bench = new ModelBench(folder);
  }

  @BeforeEach
  void hasProfiles() {
    for (FakeProtocol protocol : FakeProtocol.values()) {
      bench.profile("warm-" + ModelBench.word(protocol), protocol, "temperature: 0.5");
      bench.profile("worded-" + ModelBench.word(protocol), protocol, "json_schema: prompt");
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private FakeRequest onlyRequest() {
    assertThat(bench.server.requests()).hasSize(1);
    return bench.server.requests().getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswerWithUsageAndItsCost(FakeProtocol protocol) throws Exception {
    // Given
    bench.server.reply(new FakeReply.Answer("Then this.", new FakeUsage(100, 30, 40, 10), false));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    // Then 60 input at $2, 40 cached at $1, 30 output at $10
    boolean ollama = protocol == FakeProtocol.OLLAMA;
    long reasoning = ollama ? 0 : 10;
    assertThat(outcome)
        .isEqualTo(
            new ModelOutcome.Answered(
                "Then this.",
                ModelBench.word(protocol),
                "m1",
                new ModelUsage(100, 30, ollama ? 0 : 40, reasoning, ollama ? 500 : 460, true)));
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void shouldChargePlainInputReadsAndWritesEachAtItsPrice(FakeProtocol protocol) throws Exception {
    // Given
    bench.server.reply(new FakeReply.Answer("ok", new FakeUsage(100, 30, 40, 25, 10), false));

    // When
    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    // Then 35 input at $2, 40 read at $1, 25 written at $3, 30 output at $10
    assertThat(outcome.usage()).isEqualTo(new ModelUsage(100, 30, 40, 25, 10, 485, true));
  }

  @Test
  void shouldAskAnthropicToKeepTheRulesAndNothingElse() throws Exception {
    // Given
    bench.server.replyAlways(_ -> FakeReply.answer("ok"));

    // When
    bench.model().ask(ModelBench.call("anthropic"));
    bench.model().ask(formed("worded-anthropic"));

    // Then the mark stands at the end of the rules, with the form when that is told in words
    for (FakeRequest request : bench.server.requests()) {
      JsonNode rules = request.body().path("system");
      assertThat(rules.at("/0/cache_control/type").asText()).isEqualTo("ephemeral");
      assertThat(rules).hasSize(1);
      assertThat(request.body().path("messages").toString()).doesNotContain("cache_control");
    }
    assertThat(bench.server.requests().getLast().body().at("/system/0/text").asText())
        .startsWith("You plan.")
        .endsWith(ModelBench.FORM.jsonSchema());
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayModelMessagesLimitAndKey(FakeProtocol protocol) throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("ok"));

    // When
    bench.model().ask(ModelBench.call("warm-" + ModelBench.word(protocol)));

    // Then
    FakeRequest request = onlyRequest();
    assertThat(request.protocol()).isEqualTo(protocol);
    assertThat(request.model()).isEqualTo("m1");
    assertThat(request.prompt()).isEqualTo("You plan.\nWhat next?");
    assertThat(key(request)).isEqualTo(ModelBench.KEY);
    assertThat(request.path()).doesNotContain("planted");
    assertThat(longestOutput(request).asInt()).isEqualTo(1_000);
    assertThat(temperature(request).asDouble()).isEqualTo(0.5);
    assertThat(request.body().path("stream").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldLeaveTheTemperatureToTheProviderWhenTheProfileNamesNone(FakeProtocol protocol)
      throws Exception {
    bench.server.reply(FakeReply.answer("ok"));

    bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    assertThat(temperature(onlyRequest()).isValueNode() && !temperature(onlyRequest()).isNull())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldHoldTheModelToAForm(FakeProtocol protocol) throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("{\"say\":\"x\"}"));

    // When
    ModelOutcome outcome = bench.model().ask(formed(ModelBench.word(protocol)));

    // Then
    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    JsonNode schema = schema(onlyRequest());
    assertThat(schema.path("properties").path("say").path("type").asText()).isEqualTo("string");
    assertThat(onlyRequest().prompt()).doesNotContain("properties");
    if (protocol == FakeProtocol.OPENAI) {
      assertThat(onlyRequest().body().at("/response_format/json_schema/strict").asBoolean())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellTheFormInWordsWhenTheProfileSaysSo(FakeProtocol protocol) throws Exception {
    // Given
    bench.server.reply(FakeReply.answer("{\"say\":\"x\"}"));

    // When
    bench.model().ask(formed("worded-" + ModelBench.word(protocol)));

    // Then
    assertThat(schema(onlyRequest()).isObject()).isFalse();
    assertThat(onlyRequest().prompt()).contains("You plan.\n\nAnswer with one JSON object");
    assertThat(onlyRequest().prompt()).contains(ModelBench.FORM.jsonSchema());
  }

  @Test
  void shouldNotAskForTheLetterOfASchemaThatIsOpen() throws Exception {
    // Given
    OutputSchema open =
        new OutputSchema(
            "open", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\"}}}");
    bench.server.reply(FakeReply.answer("{}"), FakeReply.answer("{}"));

    // When
    bench.model().ask(with(ModelBench.call("openai"), open));
    bench.model().ask(with(ModelBench.call("anthropic"), open));

    // Then
    List<FakeRequest> requests = bench.server.requests();
    assertThat(requests.get(0).body().at("/response_format/json_schema/strict").asBoolean())
        .isFalse();
    assertThat(schema(requests.get(0)).isObject()).isTrue();
    assertThat(schema(requests.get(1)).isObject()).isFalse();
    assertThat(requests.get(1).prompt()).contains(open.jsonSchema());
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayThatUsageIsNotAllWhenTheProviderTellsNone(FakeProtocol protocol) throws Exception {
    bench.server.reply(new FakeReply.Answer("ok", null, false));

    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(outcome.usage()).isEqualTo(new ModelUsage(0, 0, 0, 0, 0, false));
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotBelieveThatAnAnswerUsedNothing(FakeProtocol protocol) throws Exception {
    bench.server.reply(new FakeReply.Answer("ok", FakeUsage.of(100, 0), false));

    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
    assertThat(outcome.usage()).isEqualTo(new ModelUsage(0, 0, 0, 0, 0, false));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OLLAMA")
  void shouldCallARefusalInvalidAndCountIt(FakeProtocol protocol) throws Exception {
    bench.server.reply(new FakeReply.Refusal("I won't.", FakeUsage.of(100, 5)));

    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    assertThat(WireFaultsTest.failure(outcome).getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(WireFaultsTest.failure(outcome).getMessage())
        .contains("profile " + ModelBench.word(protocol))
        .contains("refuses to answer");
    assertThat(outcome.usage()).isEqualTo(new ModelUsage(100, 5, 0, 0, 250, true));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCallAnAnswerThatWasCutOffInvalid(FakeProtocol protocol) throws Exception {
    bench.server.reply(new FakeReply.Answer("half an ans", FakeUsage.of(100, 5), true));

    ModelOutcome outcome = bench.model().ask(ModelBench.call(ModelBench.word(protocol)));

    assertThat(WireFaultsTest.failure(outcome).getKind()).isEqualTo(FailureKind.INVALID_OUTPUT);
    assertThat(WireFaultsTest.failure(outcome).getMessage())
        .contains("cut off at 1000 output tokens");
    assertThat(outcome.usage().complete()).isTrue();
  }

  private static ModelCall formed(String profile) {
    return with(ModelBench.call(profile), ModelBench.FORM);
  }

  private static ModelCall with(ModelCall call, OutputSchema schema) {
    return new ModelCall(
        call.profile(), call.messages(), schema, call.caps(), 0, 0, call.deadline());
  }

  private static String key(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI, OLLAMA ->
          request.headers().getOrDefault("authorization", "").replace("Bearer ", "");
      case ANTHROPIC -> request.headers().getOrDefault("x-api-key", "");
      case GEMINI -> request.headers().getOrDefault("x-goog-api-key", "");
    };
  }

  private static JsonNode longestOutput(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI, ANTHROPIC -> request.body().path("max_tokens");
      case GEMINI -> request.body().at("/generationConfig/maxOutputTokens");
      case OLLAMA -> request.body().at("/options/num_predict");
    };
  }

  private static JsonNode temperature(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI, ANTHROPIC -> request.body().path("temperature");
      case GEMINI -> request.body().at("/generationConfig/temperature");
      case OLLAMA -> request.body().at("/options/temperature");
    };
  }

  private static JsonNode schema(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI -> request.body().at("/response_format/json_schema/schema");
      case ANTHROPIC -> request.body().at("/output_config/format/schema");
      case GEMINI -> request.body().at("/generationConfig/responseJsonSchema");
      case OLLAMA -> request.body().path("format");
    };
  }
}
