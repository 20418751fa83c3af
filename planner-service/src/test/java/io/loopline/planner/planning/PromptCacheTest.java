package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.PlanCaps;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlannerKind;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.model.LanguageModels;
import io.loopline.model.fake.FakeModelServer;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import io.loopline.model.fake.FakeUsage;
import io.loopline.planner.memory.PlannerMemory;
import io.loopline.service.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two iterations of one loop on the wire: what providers cache is the same to the byte. */
class PromptCacheTest {
  private static final String PLAN =
      "{\"step\": \"look\", \"rationale\": \"See.\", \"actions\": []}";

  private final FakeModelServer server = FakeModelServer.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  private LlmPlanner planner(FakeProtocol protocol) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("models.yaml"),
            """
            models:
              m: { input: 2000000, cached_input: 200000, cache_write: 2500000, output: 10000000, context_tokens: 100000, max_output_tokens: 4000 }
            profiles:
              p: { provider: %s, base_url: "%s", model: m, max_output_tokens: 4000 }
            """
                .formatted(protocol.name().toLowerCase(Locale.ROOT), server.baseUrl(protocol)));
    return new LlmPlanner(
        LanguageModels.from(
            Settings.of(Map.of("loopline.models.file", file.toString()), Map.of()),
            InstantSource.system()),
        new PlaybookPlanner(Plans.TOOLS),
        PlannerMemory.NONE,
        InstantSource.system());
  }

  private static PlanRequest iteration(int number, Requests requests) {
    PlanRequest request = requests.kind(PlannerKind.LLM).allowing("sql", "workspace").build();
    request.setEventId("loop-1/" + number);
    request.setRequest(new RequestRef("loop-1/%d/PLAN".formatted(number), number, Step.PLAN, 0, 1));
    request.getPlanner().setProfile("p");
    request.setConstraints(List.of("Touch no other file."));
    request.setCaps(new PlanCaps(50_000L, 4_000L, 1_000_000L));
    request.setExpiresAt(Instant.now().plusSeconds(60));
    return request;
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayTheSameRulesAndTheSameBeginningInEveryIteration(FakeProtocol protocol)
      throws Exception {
    // Given the first request fills the cache and the second reads it
    server.reply(
        new FakeReply.Answer(PLAN, new FakeUsage(3_000, 50, 0, 2_000, 0), false),
        new FakeReply.Answer(PLAN, new FakeUsage(3_400, 50, 2_000, 0, 0), false));
    LlmPlanner planner = planner(protocol);
    Requests later = request().observed(1, "rows", "[1]").verdict(1, 0.5);

    // When
    PlanOutcome first =
        planner.plan(iteration(2, request().observed(1, "rows", "[1]").verdict(1, 0.5)));
    PlanOutcome second = planner.plan(iteration(3, later.observed(2, "more", "[2]")));

    // Then
    List<FakeRequest> requests = server.requests();
    assertThat(rules(requests.get(1))).isEqualTo(rules(requests.get(0)));
    assertThat(rules(requests.get(0))).contains("## Tools").contains("additionalProperties");
    String before = question(requests.get(0));
    String shared = before.substring(0, before.indexOf("## Now"));
    assertThat(shared).contains("## Goal").contains("Touch no other file.").contains("rows");
    assertThat(question(requests.get(1))).startsWith(shared.stripTrailing()).contains("more");

    // And each token has its price
    boolean tellsReads = protocol != FakeProtocol.OLLAMA;
    boolean tellsWrites = protocol == FakeProtocol.OPENAI || protocol == FakeProtocol.ANTHROPIC;
    assertThat(first.usage().costMicroUsd())
        .isEqualTo(tellsWrites ? 1_000 * 2 + 2_000 * 5 / 2 + 500 : 3_000 * 2 + 500);
    assertThat(second.usage().costMicroUsd())
        .isEqualTo(tellsReads ? 1_400 * 2 + 2_000 / 5 + 500 : 3_400 * 2 + 500);
    assertThat(first.usage().cacheWriteTokens()).isEqualTo(tellsWrites ? 2_000 : 0);
  }

  private static String rules(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI, OLLAMA -> request.body().at("/messages/0").toString();
      case ANTHROPIC -> request.body().path("system").toString();
      case GEMINI -> request.body().path("systemInstruction").toString();
    };
  }

  private static String question(FakeRequest request) {
    return switch (request.protocol()) {
      case OPENAI, OLLAMA -> request.body().at("/messages/1/content").asText();
      case ANTHROPIC -> request.body().at("/messages/0/content/0/text").asText();
      case GEMINI -> request.body().at("/contents/0/parts/0/text").asText();
    };
  }
}
