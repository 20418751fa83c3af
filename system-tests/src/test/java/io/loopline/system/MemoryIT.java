package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.LoopResult;
import io.loopline.event.PlanResult;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import io.loopline.event.StopReason;
import io.loopline.loopctl.stack.Part;
import io.loopline.model.fake.FakeReply;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What one loop learned is told to the next: real processes and embeddings, a scripted model. */
@ExtendWith(OnCluster.class)
@Order(41)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class MemoryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACT = "The word is kept in the file called vocabulary.";
  private static final String MODELS =
      """
      models:
        fake: { input: 1000000, cached_input: 100000, output: 4000000, context_tokens: 100000, max_output_tokens: 1000 }
      profiles:
        fake: { provider: openai, base_url: "OPENAI_URL", model: fake, key: "secret:FAKE_KEY", max_output_tokens: 1000, timeout: 20s }
      """;

  private static final String CANARY = "canary-of-the-f4ke-model";

  private ScriptedModel model;

  @BeforeAll
  void start(Cluster cluster, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("FAKE_KEY"), CANARY);
    model = ScriptedModel.start(cluster, MODELS, folder);
  }

  @AfterAll
  void stop() throws Exception {
    model.stop();
  }

  private LoopResult run(Cluster cluster, String loopId, FakeReply... replies) throws Exception {
    model.script("(" + loopId + ")", replies);
    cluster.submit(
        """
        objective: Write the right word into out.txt (%s).
        planner: { kind: llm, profile: fake }
        checks:
          - { name: word, kind: regex, file: out.txt, pattern: "^right$" }
        context:
          memory: { scopes: ["team=words"] }
        labels: { team: words }
        """
            .formatted(loopId),
        loopId);
    return Await.result(cluster.topics(), loopId);
  }

  private static FakeReply write(String content, String memory) {
    return FakeReply.answer(
        """
        {"rationale": "", "memory": %s, "actions": [{"name": "write", "tool": "workspace",
          "arguments": {"operation": "write", "path": "out.txt", "content": "%s"}}]}
        """
            .formatted(memory, content));
  }

  @Test
  void shouldTellTheNextLoopWhatOneLearnedUntilItIsForgotten(Cluster cluster) throws Exception {
    // Given: a loop that may not write to everybody, nor a key, then writes to its label, and
    // searches
    LoopResult first =
        run(
            cluster,
            "memory-first",
            write("left", "{\"write\": [{\"text\": \"x\", \"scope\": \"global\"}]}"),
            write("left", "{\"write\": [{\"text\": \"The key is %s.\"}]}".formatted(CANARY)),
            write(
                "left",
                "{\"write\": [{\"text\": \"%s\", \"scope\": \"team=words\"}], \"search\": [\"vocabulary file\"]}"
                    .formatted(FACT)),
            write("right", "{}"));

    // When
    LoopResult second = run(cluster, "memory-second", write("right", "{}"));
    String key = listed(cluster).path(0).path("key").asText();
    Cluster.Output forgotten = cluster.loop("memory", "forget", key);
    LoopResult third = run(cluster, "memory-third", write("right", "{}"));

    // Then
    assertThat(List.of(first, second, third))
        .extracting(LoopResult::getStopReason)
        .containsOnly(StopReason.GOAL_ACHIEVED);
    List<PlanResult> plans = cluster.topics().events(LoopTopics.PLANS, "memory-first");
    assertThat(plans).hasSize(4);
    assertThat(plans.get(0).getFailure().getDetails())
        .containsExactly(
            "memory.write[0].scope: scope 'global' is not granted (one of loop, team=words)");
    assertThat(plans.get(1).getFailure().getDetails())
        .containsExactly(
            "memory.write[0].text: holds a key or password; say where it is kept, not what it is");
    assertThat(plans.get(2).getRemembered()).containsExactly(key);
    assertThat(plans.get(3).getRecalled())
        .extracting(RecalledMemory::getText, RecalledMemory::getQuery)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(FACT, "vocabulary file"));
    List<RecalledMemory> told = recalled(cluster, "memory-second");
    assertThat(told).extracting(RecalledMemory::getId).containsExactly(key, "memory-first");
    assertThat(told.getLast().getKind()).isEqualTo(RecallKind.RESULT);
    assertThat(forgotten.exitCode()).as(forgotten.err()).isZero();
    assertThat(listed(cluster)).isEmpty();
    assertThat(recalled(cluster, "memory-third"))
        .extracting(RecalledMemory::getKind)
        .containsOnly(RecallKind.RESULT);
    samePromptAsSent(cluster, "memory-second");
    nowhereIsTheKey(cluster);
  }

  private void nowhereIsTheKey(Cluster cluster) throws Exception {
    assertThat(model.asked("(memory-first)").getFirst().headers())
        .containsEntry("authorization", "Bearer " + CANARY);
    for (LoopTopic<?> topic : LoopTopics.all()) {
      assertThat(cluster.topics().records(topic.name(), "read_uncommitted"))
          .as(topic.name())
          .noneMatch(record ->
              record.value() != null
                  && new String(record.value(), StandardCharsets.ISO_8859_1).contains(CANARY));
    }
    assertThat(cluster.log(Part.PLANNER)).doesNotContain(CANARY);
  }

  private static JsonNode listed(Cluster cluster) throws Exception {
    Cluster.Output list = cluster.loop("memory", "list", "--scope", "label/team=words", "--json");
    assertThat(list.exitCode()).as(list.err()).isZero();
    return JSON.readTree(list.out());
  }

  private static List<RecalledMemory> recalled(Cluster cluster, String loopId) throws Exception {
    return cluster.topics().events(LoopTopics.PLANS, loopId).getFirst().getRecalled();
  }

  private void samePromptAsSent(Cluster cluster, String loopId) throws Exception {
    Cluster.Output output = cluster.loop("prompt", loopId, "1", "--json");
    String user = JSON.readTree(output.out()).path("user").asText();
    assertThat(user).contains(FACT).contains("how loop memory-first");
    assertThat(model.asked("(" + loopId + ")"))
        .extracting(request -> request.body().path("messages").path(1).path("content").asText())
        .contains(user);
  }
}
