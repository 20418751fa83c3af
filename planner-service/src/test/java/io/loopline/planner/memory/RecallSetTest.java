package io.loopline.planner.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How well the thresholds of recall tell right from wrong, with the real model. */
class RecallSetTest {
  private static final MiniLmEmbedder EMBEDDER = new MiniLmEmbedder(1);

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  /** What is asked, and the keys of what should be told. */
  private record Question(String text, Set<String> right) {}

  /** Entries of a kind, and the questions about them. */
  private record Labelled(MemoryIndex entries, List<Question> questions) {

    /** What a threshold tells of the nearest entries. */
    Score at(double threshold, int count) throws InterruptedException {
      int told = 0;
      int found = 0;
      int right = 0;
      for (Question question : questions) {
        right += question.right.size();
        for (Hit hit :
            entries.nearest(
                Set.of(Memories.TEAM), EMBEDDER.embed(question.text), count, EMBEDDER)) {
          if (hit.similarity() >= threshold) {
            told++;
            found += question.right.contains(hit.entry().key()) ? 1 : 0;
          }
        }
      }
      return new Score((double) found / told, (double) found / right, told);
    }

    String table(int count) throws InterruptedException {
      StringBuilder table = new StringBuilder("threshold | told | precision | recall\n");
      for (int percent = 0; percent <= 70; percent += 5) {
        Score score = at(percent == 0 ? -1 : percent / 100.0, count);
        table.append(
            "%.2f | %d | %.2f | %.2f\n"
                .formatted(percent / 100.0, score.told, score.precision, score.recall));
      }
      return table.toString();
    }
  }

  private record Score(double precision, double recall, int told) {}

  private static Labelled labelled(String entry, String question) throws IOException {
    Labelled labelled = new Labelled(new MemoryIndex(100), new ArrayList<>());
    for (String line : lines()) {
      int bar = line.indexOf('|');
      List<String> head = List.of(line.substring(0, bar).strip().split(" "));
      String text = line.substring(bar + 1).strip().replace(" / ", "\n");
      if (head.getFirst().equals(entry)) {
        labelled.entries.put(Memories.fact(head.get(1), Memories.TEAM, text, 1));
      } else if (head.getFirst().equals(question)) {
        labelled.questions.add(new Question(text, new TreeSet<>(head.subList(1, head.size()))));
      }
    }
    return labelled;
  }

  private static List<String> lines() throws IOException {
    try (InputStream content = RecallSetTest.class.getResourceAsStream("recall-set.txt")) {
      String text = new String(Objects.requireNonNull(content).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  @Test
  void shouldAnswerSearchesWithTheRightFactsAndLeaveOutSomeOfTheWrongOnes() throws Exception {
    // Given
    Labelled facts = labelled("fact", "query");
    assertThat(facts.entries.size()).isEqualTo(40);
    assertThat(facts.questions).hasSize(20);

    // When
    Score score = facts.at(Recaller.FOUND, 5);
    Score all = facts.at(-1, 5);

    // Then
    String table = String.format(Locale.ROOT, "facts:%n%s", facts.table(5));
    System.out.println(table);
    assertThat(score.recall).as(table).isGreaterThanOrEqualTo(all.recall - 0.04);
    assertThat(score.recall).as(table).isGreaterThanOrEqualTo(0.9);
    assertThat(score.precision).as(table).isGreaterThanOrEqualTo(all.precision + 0.1);
  }

  @Test
  void shouldTellOfLikeLoopsAndOfNoOthers() throws Exception {
    // Given
    Labelled results = labelled("result", "objective");
    assertThat(results.questions).hasSize(12);

    // When
    Score score = results.at(Recaller.LIKE, 3);

    // Then
    String table = String.format(Locale.ROOT, "results:%n%s", results.table(3));
    System.out.println(table);
    assertThat(score.recall).as(table).isGreaterThanOrEqualTo(0.75);
    assertThat(score.precision).as(table).isGreaterThanOrEqualTo(0.85);
  }
}
