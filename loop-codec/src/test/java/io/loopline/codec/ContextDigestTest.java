package io.loopline.codec;

import static io.loopline.codec.Records.CHANGED;
import static io.loopline.codec.Records.failure;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;
import static io.loopline.codec.Records.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.core.ContextKind;
import io.loopline.core.Step;
import io.loopline.event.ContextEntry;
import io.loopline.event.FailureKind;
import io.loopline.event.VerdictDecision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextDigestTest {

  @Test
  void shouldSayWhatEachIterationDidInOneLine() {
    // When
    String digest = ContextDigest.of(rows(1, 2), 4_000);

    // Then
    assertThat(digest)
        .isEqualTo(
            """
            iteration 1: plan write with 2 actions; use (workspace) ok; use (workspace) TOOL_FAILED broken; score 0.1 CONTINUE: not yet
            iteration 2: plan write with 2 actions; use (workspace) ok; use (workspace) TOOL_FAILED broken; score 0.2 CONTINUE: not yet\
            """);
  }

  @Test
  void shouldTakeAnEarlierSummaryIn() {
    // Given
    List<ContextEntry> rows = new ArrayList<>();
    rows.add(summary(ContextDigest.of(rows(1, 1), 4_000)));
    rows.addAll(rows(2, 3));

    // When
    String digest = ContextDigest.of(rows, 4_000);

    // Then
    assertThat(digest).isEqualTo(ContextDigest.of(rows(1, 3), 4_000));
  }

  @Test
  void shouldStayWithinItsSizeAndKeepTheNewestHoweverOftenItIsSummedUp() {
    // Given
    String digest = "";

    // When
    for (int i = 1; i <= 200; i += 5) {
      List<ContextEntry> rows = new ArrayList<>();
      if (!digest.isEmpty()) {
        rows.add(summary(digest));
      }
      rows.addAll(rows(i, i + 4));
      digest = ContextDigest.of(rows, 1_000);
      assertThat(digest).hasSizeLessThanOrEqualTo(1_000);
    }

    // Then
    assertThat(digest.lines().toList())
        .hasSizeGreaterThan(3)
        .startsWith("(earlier iterations are left out)")
        .doesNotHaveDuplicates();
    assertThat(digest.lines().toList().getLast()).startsWith("iteration 200: ");
  }

  @Test
  void shouldClipTheNewestLineWhenEvenThatIsTooLong() {
    // When
    String digest = ContextDigest.of(rows(1, 1), 40);

    // Then
    assertThat(digest).hasSize(40).startsWith("iteration 1: plan write").endsWith("…");
  }

  private static ContextEntry summary(String text) {
    return ContextEntry.newBuilder()
        .setSequence(1)
        .setKind(io.loopline.event.ContextKind.SUMMARY)
        .setIteration(1)
        .setText(text)
        .build();
  }

  private static List<ContextEntry> rows(int first, int last) {
    List<ContextEntry> rows = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      rows.add(
          ContextRows.row(
              planned(request(i, Step.PLAN, 0), "workspace", "sql"), 1, ContextKind.PLAN, i));
      rows.add(
          ContextRows.row(
              observed(request(i, Step.ACT, 0), CHANGED, null), 2, ContextKind.OBSERVATION, i));
      rows.add(
          ContextRows.row(
              observed(request(i, Step.ACT, 1), null, failure(FailureKind.TOOL_FAILED)),
              3,
              ContextKind.OBSERVATION,
              i));
      rows.add(
          ContextRows.row(
              judged(request(i, Step.VERIFY, 0), VerdictDecision.CONTINUE, i / 10.0, CHANGED),
              4,
              ContextKind.VERDICT,
              i));
    }
    return rows;
  }
}
