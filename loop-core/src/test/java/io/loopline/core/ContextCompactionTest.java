package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves a full context window, and what never does. */
class ContextCompactionTest {
  private static final GuardTerms NEVER_STUCK =
      new GuardTerms(
          new StuckTerms(false, 4, 3, 6, 3, 5, 5, 3, List.of()),
          AdaptiveTerms.DEFAULT,
          ContextTerms.DEFAULT);

  /** Each letter is an entry of 10 tokens, P is pinned; an iteration has two of them. */
  @ParameterizedTest
  @CsvSource({
    "aaaaaaaa, 100, 80, ''",
    "aaaaaaaaa, 100, 80, 1 2 3 4",
    "aaaaaaaaa, 100, 90, ''",
    "PaPaaaaaa, 100, 80, 2 4 5 6",
    "PPPPPPPPP, 100, 80, ''",
    "aaaa, 10, 80, ''",
    "aaaaa, 10, 80, 1 2"
  })
  void shouldLetTheOldestUnpinnedEntriesLeave(
      String entries, int limit, int percent, String leaving) {
    // Given
    ContextWindow window = window(entries);

    // When
    Optional<Compaction> compaction =
        Compaction.of(
            window,
            limit,
            new ContextTerms(ContextTerms.Summarizer.NONE, percent, 10),
            lastIteration(entries));

    // Then
    assertThat(compaction.map(Compaction::sequences).orElse(List.of()))
        .extracting(String::valueOf)
        .isEqualTo(leaving.isEmpty() ? List.of() : List.of(leaving.split(" ")));
  }

  @Property
  void shouldKeepPinnedEntriesAndTheNewestIterationsAndDecideTheSameTwice(
      @ForAll @Size(max = 120) List<@IntRange(max = 9) Integer> choices,
      @ForAll @IntRange(min = 10, max = 400) int limit,
      @ForAll boolean summarize) {
    ContextWindow window = random(choices);
    int current = 1 + choices.size() / 4;
    ContextTerms terms =
        new ContextTerms(
            summarize ? ContextTerms.Summarizer.DIGEST : ContextTerms.Summarizer.NONE, 80, 20);

    Optional<Compaction> found = Compaction.of(window, limit, terms, current);

    assertThat(Compaction.of(window, limit, terms, current)).isEqualTo(found);
    found.ifPresent(compaction -> {
      ContextWindow after = window.compacted(compaction);
      assertThat(compaction.leaving())
          .allMatch(entry -> !entry.pinned() && entry.iteration() < current - 1)
          .isSubsetOf(window.entries());
      assertThat(after.entries())
          .filteredOn(entry -> entry.sequence() < window.next())
          .isEqualTo(
              window.entries().stream()
                  .filter(entry -> !compaction.leaving().contains(entry))
                  .toList());
      assertThat(after.entries().size() - window.entries().size())
          .isEqualTo((summarize ? 1 : 0) - compaction.leaving().size());
      assertThat(Compaction.of(after, limit, terms, current)).isEmpty();
    });
  }

  @Test
  void shouldKeepOneSummaryInFrontHoweverLongTheLoopRuns() {
    // Given
    Rounds loop = Rounds.started(NEVER_STUCK);

    // When
    Rounds.upTo(200).forEach(i -> loop.play(Round.ok(0.5, "sql", i, "w" + i)));

    // Then
    List<ContextWindow.Entry> entries = loop.live().context().entries();
    assertThat(entries).hasSizeLessThanOrEqualTo(Compaction.MAX_ENTRIES);
    assertThat(entries.getFirst().kind()).isEqualTo(ContextKind.SUMMARY);
    assertThat(entries).filteredOn(entry -> entry.kind() == ContextKind.SUMMARY).hasSize(1);
    List<Effect.Compact> compactions = loop.effects(Effect.Compact.class);
    assertThat(compactions.get(1).rows()).startsWith(compactions.get(0).sequence());
    assertThat(loop.effects(Effect.RequestPlan.class).getLast().context())
        .startsWith(compactions.getLast().sequence());
  }

  @Test
  void shouldShowTheDecidedPlanToItsActionWhenTheWindowIsTooSmallForAnything() {
    // Given
    Rounds loop = Rounds.started(NEVER_STUCK, 3, 20);

    // When
    Rounds.upTo(30).forEach(i -> loop.play(Round.ok(0.5, "sql", i, "w" + i)));
    loop.step(Fixture.planned(1_000, Fixture.plan(31, 1), "sql"));

    // Then
    long plan = loop.effects(Effect.RequestAction.class).getLast().planSequence();
    assertThat(loop.live().context().sequences()).contains(plan);
    assertThat(loop.effects(Effect.Compact.class)).isNotEmpty();
  }

  private static ContextWindow window(String entries) {
    List<ContextWindow.Entry> made = new ArrayList<>();
    for (int i = 0; i < entries.length(); i++) {
      made.add(
          new ContextWindow.Entry(
              i + 1L, ContextKind.OBSERVATION, 1 + i / 2, entries.charAt(i) == 'P', 10));
    }
    return new ContextWindow(made, entries.length() + 1L, 0);
  }

  private static int lastIteration(String entries) {
    return 1 + (entries.length() - 1) / 2;
  }

  private static ContextWindow random(List<Integer> choices) {
    List<ContextWindow.Entry> made = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      int choice = choices.get(i);
      made.add(
          new ContextWindow.Entry(
              i + 1L, ContextKind.VERDICT, 1 + i / 4, choice == 0, 1 + choice * choice));
    }
    return new ContextWindow(made, choices.size() + 1L, 0);
  }
}
