package io.loopline.planner.memory;

import static io.loopline.planner.memory.Memories.OWN;
import static io.loopline.planner.memory.Memories.TEAM;
import static io.loopline.planner.memory.Memories.fact;
import static io.loopline.planner.memory.Memories.request;
import static io.loopline.planner.memory.Memories.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.memory.Scope;
import io.loopline.codec.prompt.MemoryText;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecallKind;
import io.loopline.event.RecalledMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallerTest {
  private final WordEmbedder embedder = new WordEmbedder();
  private final MemoryIndex facts = new MemoryIndex(100);
  private final MemoryIndex results = new MemoryIndex(100);
  private final Recaller recaller = new Recaller(facts, results, embedder);

  private List<String> recalled(PlanRequest request) throws InterruptedException {
    return recaller.recall(request, () -> true).stream().map(RecalledMemory::getId).toList();
  }

  @Test
  void shouldTellWhatSearchesFindThenFactsThenResults() throws InterruptedException {
    // Given
    facts.put(fact("tides", TEAM, "tides turn twice a day", 1));
    facts.put(fact("index", OWN, "the index is stale", 2));
    results.put(result("loop-0", "rebuild the index"));
    PlanRequest request = request("rebuild the index", "tides turn");
    request.getMemory().setRecall(1);

    // When
    List<RecalledMemory> recalled = recaller.recall(request, () -> true);

    // Then
    assertThat(recalled)
        .extracting(RecalledMemory::getId, RecalledMemory::getQuery, RecalledMemory::getScope)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tides", "tides turn", "team=search"),
            org.assertj.core.groups.Tuple.tuple("index", "", "loop"),
            org.assertj.core.groups.Tuple.tuple("loop-0", "", "team=search"));
    assertThat(recalled.getFirst().getSourceEventId()).isEqualTo("source of tides");
    assertThat(recalled.getFirst().getUntrusted()).isTrue();
    assertThat(recalled.getLast().getKind()).isEqualTo(RecallKind.RESULT);
  }

  @Test
  void shouldTellNothingOfOtherLoopsAndLabels() throws InterruptedException {
    facts.put(fact("other-loop", Scope.ofLoop("loop-2"), "rebuild the index", 1));
    facts.put(fact("other-team", Scope.ofLabel("team", "ads"), "rebuild the index", 2));
    facts.put(fact("everybody", Scope.global(), "rebuild the index", 3));

    assertThat(recalled(request("rebuild the index", "index"))).containsExactly("everybody");
  }

  @Test
  void shouldTellOnceWhatIsFoundTwice() throws InterruptedException {
    facts.put(fact("index", OWN, "the index", 1));

    assertThat(recaller.recall(request("the index", "the index", "index"), () -> true))
        .singleElement()
        .extracting(RecalledMemory::getQuery)
        .isEqualTo("the index");
  }

  @Test
  void shouldTellOfLikeLoopsOnlyAndNeverOfItself() throws InterruptedException {
    results.put(result("loop-1", "rebuild the index"));
    results.put(result("loop-2", "rebuild the index"));
    results.put(result("loop-3", "rebuild the old index"));
    results.put(result("loop-4", "rebuild the new index"));
    results.put(result("loop-5", "translate poems"));

    assertThat(recalled(request("rebuild the index"))).hasSize(2).startsWith("loop-2");
    results.remove("loop-2");
    results.remove("loop-3");
    assertThat(recalled(request("rebuild the index"))).containsExactly("loop-4");
  }

  @Test
  void shouldTellNoMoreThanAPromptTakes() throws InterruptedException {
    // Given
    for (int i = 0; i < 20; i++) {
      facts.put(fact("f" + i, OWN, i + "x".repeat(990), i));
    }
    PlanRequest request = request("x");
    request.getMemory().setRecall(20);

    // When
    List<RecalledMemory> recalled = recaller.recall(request, () -> true);

    // Then
    assertThat(recalled).hasSizeBetween(5, 8);
    assertThat(MemoryText.fitting(recalled)).isEqualTo(recalled);
  }

  @Test
  void shouldTellNothingForASearchThatNothingAnswers() throws InterruptedException {
    // Given
    facts.put(fact("tides", TEAM, "tides turn twice a day", 1));
    facts.put(fact("index", TEAM, "the index is stale", 2));
    PlanRequest request = request("rebuild the index", "winter coats", "tides");
    request.getMemory().setRecall(1);

    // Then
    assertThat(recaller.recall(request, () -> true))
        .extracting(RecalledMemory::getId, RecalledMemory::getQuery)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tides", "tides"),
            org.assertj.core.groups.Tuple.tuple("index", ""));
  }

  @Test
  void shouldGoOnWithoutASearchThatHasNoEmbedding() throws InterruptedException {
    // Given
    Embedder failing =
        text -> {
          if (text.equals("poison")) {
            throw new Embedder.EmbeddingFailed("no vector", new IllegalArgumentException(text));
          }
          return embedder.embed(text);
        };
    facts.put(fact("index", OWN, "the index is stale", 1));

    // When
    List<RecalledMemory> recalled =
        new Recaller(facts, results, failing)
            .recall(request("rebuild the index", "poison"), () -> true);

    // Then
    assertThat(recalled).extracting(RecalledMemory::getId).containsExactly("index");
  }
}
