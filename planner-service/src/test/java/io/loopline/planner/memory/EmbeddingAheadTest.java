package io.loopline.planner.memory;

import static io.loopline.planner.memory.Memories.OWN;
import static io.loopline.planner.memory.Memories.TEAM;
import static io.loopline.planner.memory.Memories.fact;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingAheadTest {
  private final LinkedBlockingQueue<String> embedded = new LinkedBlockingQueue<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final WordEmbedder words = new WordEmbedder();
  private final MemoryIndex facts = new MemoryIndex(10);
  private final EmbeddingAhead ahead =
      new EmbeddingAhead(
          facts,
          text -> {
            embedded.add(text);
            if (text.startsWith("held")) {
              held.await();
            }
            return words.embed(text);
          });

  @AfterEach
  void close() {
    ahead.close();
  }

  private String next() throws InterruptedException {
    return String.valueOf(embedded.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void shouldEmbedSharedFactsOnceAndLeaveThoseOfSingleLoops() throws InterruptedException {
    // Given
    facts.put(fact("a", TEAM, "one", 1));
    facts.put(fact("b", OWN, "mine", 2));
    facts.put(fact("c", TEAM, "two", 3));

    // When
    ahead.start();
    ahead.wake();
    List<String> first = List.of(next(), next());
    facts.put(fact("d", TEAM, "three", 4));
    ahead.wake();

    // Then
    assertThat(first).containsExactly("one", "two");
    assertThat(next()).isEqualTo("three");
    assertThat(embedded).isEmpty();
  }

  @Test
  void shouldNotBeComputedTwiceWhenARecallNeedsItMeanwhile() throws Exception {
    // Given
    facts.put(fact("a", TEAM, "held", 1));
    ahead.start();
    ahead.wake();
    assertThat(next()).isEqualTo("held");

    // When
    Thread recall =
        Thread.ofVirtual()
            .start(() -> {
              try {
                facts.nearest(Set.of(TEAM), words.embed("held"), 1, words);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (recall.isAlive() && recall.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    held.countDown();
    recall.join();

    // Then the query and the fact, once each
    assertThat(words.embedded).containsExactly("held", "held");
  }
}
