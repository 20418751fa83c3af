package io.loopline.planner.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real model, from the class path. */
class MiniLmEmbedderTest {
  private static final MiniLmEmbedder EMBEDDER = new MiniLmEmbedder(1);

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  private static double similarity(String one, String other) throws InterruptedException {
    float[] first = EMBEDDER.embed(one);
    float[] second = EMBEDDER.embed(other);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }

  @Test
  void shouldGiveVectorsOfLengthOneThatAreTheSameEachTime() throws InterruptedException {
    float[] vector = EMBEDDER.embed("The search index is rebuilt every night.");

    assertThat(vector).hasSize(384);
    assertThat(similarity("any text", "any text")).isCloseTo(1, within(1e-4));
    assertThat(Arrays.equals(vector, EMBEDDER.embed("The search index is rebuilt every night.")))
        .isTrue();
  }

  @Test
  void shouldTellWhatIsMeantNotOnlyWhichWordsAreThere() throws InterruptedException {
    String query = "How do I run the tests?";

    double meant = similarity(query, "The unit test suite starts with pytest -q.");
    double other = similarity(query, "The office kitchen has a new coffee machine.");

    assertThat(meant).isGreaterThan(other + 0.2);
  }

  @Test
  void shouldTakeTextsLongerThanTheModelReads() throws InterruptedException {
    assertThat(EMBEDDER.embed("word ".repeat(3_000))).hasSize(384);
  }

  @Test
  void shouldWorkFromVirtualThreadsWithoutHoldingTheirCarriers() throws InterruptedException {
    String[] name = {""};
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                name[0] = EMBEDDER.embed("x").length + " numbers";
              } catch (InterruptedException e) {
                name[0] = "interrupted";
              }
            });
    caller.join();

    assertThat(name[0]).isEqualTo("384 numbers");
  }

  @Test
  void shouldFailOnATextThatHasNoWordsWithoutHarmToOthers() throws InterruptedException {
    // Given: blank by the model's rule and not by Java's
    MemoryIndex index = new MemoryIndex(10);
    index.put(Memories.fact("nothing", Memories.TEAM, "\u0001", 1));
    index.put(Memories.fact("tests", Memories.TEAM, "The unit tests start with pytest -q.", 2));

    // When
    List<Hit> found =
        index.nearest(Set.of(Memories.TEAM), EMBEDDER.embed("run the tests"), 5, EMBEDDER);

    // Then
    assertThat(found).extracting(hit -> hit.entry().key()).containsExactly("tests");
    assertThat(index.unembeddable()).isEqualTo(1);
  }
}
