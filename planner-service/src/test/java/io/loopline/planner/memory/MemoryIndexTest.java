package io.loopline.planner.memory;

import static io.loopline.planner.memory.Memories.OWN;
import static io.loopline.planner.memory.Memories.TEAM;
import static io.loopline.planner.memory.Memories.fact;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.memory.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryIndexTest {
  private final WordEmbedder embedder = new WordEmbedder();
  private final MemoryIndex index = new MemoryIndex(3);

  private List<String> nearest(String query, int count, Scope... readable)
      throws InterruptedException {
    return index.nearest(Set.of(readable), embedder.embed(query), count, embedder).stream()
        .map(hit -> hit.entry().key())
        .toList();
  }

  @Test
  void shouldFindTheNearestFirstAndNoMoreThanAsked() throws InterruptedException {
    index.put(fact("far", OWN, "ships sail", 1));
    index.put(fact("near", OWN, "the index is built at night", 2));
    index.put(fact("nearer", OWN, "the index is rebuilt", 3));

    assertThat(nearest("the index", 3, OWN)).containsExactly("nearer", "near", "far");
    assertThat(nearest("the index", 1, OWN)).containsExactly("nearer");
    assertThat(nearest("the index", 0, OWN)).isEmpty();
  }

  @Test
  void shouldFindNothingOfAScopeThatTheReaderHasNot() throws InterruptedException {
    index.put(fact("mine", OWN, "the index", 1));
    index.put(fact("ours", TEAM, "the index", 2));
    index.put(fact("theirs", Scope.ofLoop("loop-2"), "the index", 3));

    assertThat(nearest("the index", 5, OWN)).containsExactly("mine");
    assertThat(nearest("the index", 5, OWN, TEAM)).containsExactly("mine", "ours");
    assertThat(nearest("the index", 5, Scope.global())).isEmpty();
  }

  @Test
  void shouldForgetTheOldestWhenItIsFull() throws InterruptedException {
    index.put(fact("b", OWN, "two", 20));
    index.put(fact("a", OWN, "one", 10));
    index.put(fact("c", OWN, "three", 30));
    index.put(fact("d", OWN, "four", 40));

    assertThat(nearest("x", 5, OWN)).containsExactly("b", "c", "d");
    assertThat(index.size()).isEqualTo(3);
    assertThat(index.evicted()).isEqualTo(1);
  }

  @Test
  void shouldKeepSharedFactsWhenOneLoopWritesMany() throws InterruptedException {
    // Given
    index.put(fact("shared", TEAM, "one", 1));

    // When
    for (int i = 2; i < 10; i++) {
      index.put(fact("own-" + i, OWN, "two", i));
    }

    // Then
    assertThat(nearest("x", 5, OWN, TEAM)).containsExactlyInAnyOrder("shared", "own-8", "own-9");
    assertThat(index.evicted()).isEqualTo(6);
  }

  @Test
  void shouldReplaceAndRemoveByKey() throws InterruptedException {
    index.put(fact("a", OWN, "one", 1));
    index.put(fact("a", TEAM, "two", 2));
    index.put(fact("b", TEAM, "three", 3));

    index.remove("b");
    index.remove("never there");

    assertThat(nearest("two", 5, OWN)).isEmpty();
    assertThat(nearest("two", 5, TEAM)).containsExactly("a");
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void shouldEmbedEachTextOnce() throws InterruptedException {
    // Given
    index.put(fact("a", TEAM, "one", 1));
    index.embedShared(embedder);
    index.put(fact("a", TEAM, "one", 2));
    index.put(fact("b", OWN, "two", 3));

    // When
    nearest("query", 5, OWN, TEAM);
    nearest("query", 5, OWN, TEAM);

    // Then
    assertThat(embedder.embedded).containsExactly("one", "query", "two", "query");
  }

  @Test
  void shouldLeaveOutWhatCannotBeEmbeddedCountItOnceAndFindTheOthers() throws InterruptedException {
    // Given
    Embedder failing =
        text -> {
          if (text.contains("poison")) {
            throw new Embedder.EmbeddingFailed("no vector", new IllegalArgumentException(text));
          }
          return embedder.embed(text);
        };
    index.put(fact("a", TEAM, "the index", 1));
    index.put(fact("b", TEAM, "poison of the index", 2));
    float[] query = embedder.embed("the index");

    // When
    index.embedShared(failing);
    List<Hit> first = index.nearest(Set.of(TEAM), query, 5, failing);
    List<Hit> second = index.nearest(Set.of(TEAM), query, 5, failing);
    long counted = index.unembeddable();
    List<Hit> healed = index.nearest(Set.of(TEAM), query, 5, embedder);

    // Then it stays in the index, and is found once it can be
    assertThat(first).extracting(hit -> hit.entry().key()).containsExactly("a");
    assertThat(second).isEqualTo(first);
    assertThat(counted).isEqualTo(1);
    assertThat(index.size()).isEqualTo(2);
    assertThat(healed).extracting(hit -> hit.entry().key()).containsExactly("a", "b");
  }
}
