package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every history; a failure prints the seed and the shrunk choices. */
class LoopPropertiesTest {
  private static final Set<Disposition> ABSORBED =
      Set.of(Disposition.LATE, Disposition.DUPLICATE, Disposition.IGNORED);

  @Property
  void shouldAbsorbEverythingWhenLoopHasEnded(@ForAll("histories") History history) {
    long results =
        history.entries().stream()
            .flatMap(entry -> entry.transition().effects().stream())
            .filter(Effect.EmitResult.class::isInstance)
            .count();
    boolean ended = history.entries().getLast().transition().next() instanceof LoopState.Terminated;
    assertThat(results).isEqualTo(ended ? 1 : 0);
    for (History.Entry entry : history.entries()) {
      if (entry.before() instanceof LoopState.Terminated) {
        assertThat(entry.transition().disposition()).isIn(ABSORBED);
        assertThat(entry.transition().effects())
            .allMatch(effect ->
                effect instanceof Effect.SetAside || effect instanceof Effect.SignalWorkers);
        assertThat(Sequences.erased(entry.transition().next()))
            .isEqualTo(Sequences.erased(entry.before()));
      }
    }
    Statistics.label("end").collect(reason(history));
  }

  @Property
  void shouldDecideTheSameWhenReplayedFromAnyPoint(@ForAll("histories") History history) {
    LoopState state = new LoopState.Absent();
    for (History.Entry entry : history.entries()) {
      Transition again = LoopMachine.step(state, entry.event());
      assertThat(again).isEqualTo(entry.transition());
      assertThat(CanonicalBytes.sha256((Record) again.next()))
          .isEqualTo(CanonicalBytes.sha256((Record) entry.transition().next()));
      state = again.next();
    }
  }

  @Property
  void shouldTakeAnswerOnceWhenItComesTwice(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      LoopState after = entry.transition().next();
      if (isAnswer(entry.event()) && entry.transition().disposition() == Disposition.APPLIED) {
        Transition again = LoopMachine.step(after, entry.event());
        assertThat(again.disposition())
            .isEqualTo(after instanceof LoopState.Live ? Disposition.DUPLICATE : Disposition.LATE);
        assertThat(again.effects()).isEmpty();
        assertThat(Sequences.erased(again.next())).isEqualTo(Sequences.erased(after));
      }
    }
  }

  @Property
  void shouldChangeNothingWhenInputIsNotApplied(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      boolean isTimer = entry.event() instanceof LoopEvent.TimerFired;
      if (entry.transition().disposition() != Disposition.APPLIED && !isTimer) {
        assertThat(Sequences.erased(entry.transition().next()))
            .isEqualTo(Sequences.erased(entry.before()));
        assertThat(entry.transition().effects())
            .allMatch(effect ->
                effect instanceof Effect.SetAside || effect instanceof Effect.SignalWorkers);
      }
    }
  }

  @Property
  void shouldHaveOneTimerArmedInTimeWhenLoopIsLive(@ForAll("histories") History history) {
    Set<Instant> armed = new HashSet<>();
    for (History.Entry entry : history.entries()) {
      if (entry.event() instanceof LoopEvent.TimerFired timer
          && entry.before() instanceof LoopState.Live live
          && timer.dueAt().equals(live.wakeAt())) {
        armed.remove(timer.dueAt());
      }
      for (Effect effect : entry.transition().effects()) {
        switch (effect) {
          case Effect.ArmTimer arm -> assertThat(armed.add(arm.dueAt())).isTrue();
          case Effect.CancelTimer cancel -> assertThat(armed.remove(cancel.dueAt())).isTrue();
          default -> {}
        }
      }
      switch (entry.transition().next()) {
        case LoopState.Live live -> {
          assertThat(armed).containsExactly(live.wakeAt());
          assertThat(live.wakeAt())
              .isBeforeOrEqualTo(Deadlines.earliest(live.phase(), live.wallClockEnd()));
        }
        case LoopState.Terminated ended -> assertThat(armed).containsExactly(ended.forgetAt());
        case LoopState.Absent _ -> assertThat(armed).isEmpty();
      }
    }
  }

  @Property
  void shouldKeepBudgetsWhateverHappens(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      if (entry.transition().next() instanceof LoopState.Live live) {
        for (Dimension dimension : List.of(Dimension.ITERATIONS, Dimension.TOOL_CALLS)) {
          BudgetLine line = live.ledger().line(dimension);
          assertThat(line.spent() + line.reserved()).isLessThanOrEqualTo(line.limit());
          if (entry.before() instanceof LoopState.Live before) {
            assertThat(line.spent())
                .isGreaterThanOrEqualTo(before.ledger().line(dimension).spent());
          }
        }
        assertThat(live.ledger().line(Dimension.ITERATIONS).reserved())
            .isEqualTo(live.iteration() == 0 ? 0 : 1);
        assertThat(live.ledger().line(Dimension.TOOL_CALLS).reserved()).isEqualTo(running(live));
      }
    }
  }

  @Property
  void shouldGrantAnActionOnceUnlessItsToolDeniedAnyEffect(@ForAll("histories") History history) {
    Map<String, String> granted = new HashMap<>();
    for (History.Entry entry : history.entries()) {
      if (entry.event() instanceof LoopEvent.ActionObserved answer
          && entry.transition().disposition() == Disposition.APPLIED
          && answer.failure() != null
          && answer.failure().kind() == FailureKind.TOOL_FAILED) {
        granted.remove(action(answer.request()));
      }
      for (Effect effect : entry.transition().effects()) {
        if (effect instanceof Effect.SignalWorkers(var kind, RequestId request, String claimant)
            && kind == Effect.SignalKind.GRANT) {
          String start = request.attempt() + " " + claimant;
          assertThat(granted.merge(action(request), start, (first, _) -> first)).isEqualTo(start);
        }
      }
    }
    Statistics.label("grants").collect(granted.isEmpty() ? "none" : "some");
  }

  private static String action(RequestId request) {
    return request.iteration() + "/" + request.index();
  }

  @Property
  void shouldSendNoRequestWhilePausedOrWaitingForApproval(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      Transition transition = entry.transition();
      if (transition.next() instanceof LoopState.Live after
          && (after.phase() instanceof Phase.Paused
              || after.phase() instanceof Phase.AwaitingApproval)) {
        assertThat(transition.effects().stream().flatMap(LoopPropertiesTest::request)).isEmpty();
        Statistics.label("held back").collect(after.phase().getClass().getSimpleName());
      }
    }
  }

  @Property
  void shouldNeverAmendALimitBelowWhatIsCommitted(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      if (entry.event() instanceof LoopEvent.CommandReceived command
          && command.kind() == CommandKind.AMEND_BUDGET
          && entry.transition().disposition() == Disposition.APPLIED) {
        Ledger after = ((LoopState.Live) entry.transition().next()).ledger();
        for (Dimension dimension : command.content().limits().keySet()) {
          BudgetLine line = after.line(dimension);
          assertThat(line.spent() + line.reserved()).isLessThanOrEqualTo(line.limit());
        }
        Statistics.label("amended").collect(true);
      }
    }
  }

  @Property
  void shouldNeverReserveMoreThanIsLeft(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      for (Effect effect : entry.transition().effects()) {
        if (effect instanceof Effect.RequestPlan plan) {
          for (Dimension dimension : List.of(Dimension.TOKENS, Dimension.COST)) {
            BudgetLine line = plan.ledger().line(dimension);
            long held = dimension == Dimension.TOKENS ? plan.caps().tokens() : plan.caps().cost();
            assertThat(line.reserved()).isEqualTo(held);
            if (held > 0) {
              assertThat(line.spent() + line.reserved()).isLessThanOrEqualTo(line.limit());
            }
            Statistics.label(dimension.name()).collect(held > 0 ? "reserved" : "free");
          }
        }
      }
    }
  }

  @Property
  void shouldHoldNothingWhenNoModelRequestIsUnderWay(@ForAll("histories") History history) {
    for (History.Entry entry : history.entries()) {
      if (entry.transition().next() instanceof LoopState.Live live) {
        Phase phase = live.phase() instanceof Phase.Paused(Phase left) ? left : live.phase();
        Caps held =
            switch (phase) {
              case Phase.Planning(PendingStep open) -> open.caps();
              case Phase.Verifying verifying -> verifying.pending().caps();
              default -> Caps.NONE;
            };
        assertThat(live.ledger().line(Dimension.TOKENS).reserved()).isEqualTo(held.tokens());
        assertThat(live.ledger().line(Dimension.COST).reserved()).isEqualTo(held.cost());
      }
    }
  }

  @Property
  void shouldReferOnlyToRowsThatAreKept(@ForAll("histories") History history) {
    Set<Long> rows = new HashSet<>();
    for (History.Entry entry : history.entries()) {
      for (Effect effect : entry.transition().effects()) {
        switch (effect) {
          case Effect.AppendContext row -> assertThat(rows.add(row.sequence())).isTrue();
          case Effect.AppendObservation row -> assertThat(rows.add(row.sequence())).isTrue();
          case Effect.AppendNote note -> assertThat(rows.add(note.sequence())).isTrue();
          case Effect.Compact compact -> {
            assertThat(rows).containsAll(compact.rows());
            assertThat(rows.add(compact.sequence())).isTrue();
          }
          case Effect.EvictContext evicted ->
              assertThat(rows.removeAll(evicted.sequences())).isTrue();
          case Effect.RequestPlan plan -> assertThat(rows).containsAll(plan.context());
          case Effect.RequestAction action -> assertThat(rows).contains(action.planSequence());
          case Effect.RequestVerify verify -> assertThat(rows).containsAll(verify.observations());
          case Effect.EmitResult result -> {
            Best best = result.best();
            if (best != null) {
              assertThat(rows).contains(best.sequence());
            }
          }
          case Effect.DropLoopData drop -> {
            assertThat(drop.context()).containsExactlyInAnyOrderElementsOf(rows);
            rows.clear();
          }
          case Effect.KeepGoal _,
              Effect.RequestMerge _,
              Effect.SignalWorkers _,
              Effect.SpawnChild _,
              Effect.EndChild _,
              Effect.AcquirePermit _,
              Effect.ReleasePermit _,
              Effect.ReportToParent _,
              Effect.ArmTimer _,
              Effect.CancelTimer _,
              Effect.SetAside _ -> {}
        }
      }
    }
  }

  @Property
  void shouldIssueEachRequestOnceAndInOrder(@ForAll("histories") History history) {
    List<RequestId> issued =
        history.entries().stream()
            .flatMap(entry -> entry.transition().effects().stream())
            .flatMap(LoopPropertiesTest::request)
            .toList();
    assertThat(issued).doesNotHaveDuplicates();
    // parallel actions overtake each other, but no step and no attempt does
    assertThat(issued)
        .isSortedAccordingTo(
            Comparator.comparingInt(RequestId::iteration).thenComparing(RequestId::step));
    issued.stream()
        .collect(Collectors.groupingBy(each -> each.iteration() + "/" + each.step() + each.index()))
        .values()
        .forEach(attempts -> assertThat(attempts).isSortedAccordingTo(RequestId.ISSUE_ORDER));
  }

  @Property
  void shouldNumberDecisionsWithoutGaps(@ForAll("histories") History history) {
    long expected = 0;
    for (History.Entry entry : history.entries()) {
      long sequence =
          switch (entry.transition().next()) {
            case LoopState.Live live -> live.sequence();
            case LoopState.Terminated ended -> ended.sequence();
            case LoopState.Absent _ -> 0;
          };
      boolean noted =
          !(entry.before() instanceof LoopState.Terminated
              && entry.event() instanceof LoopEvent.TimerFired);
      expected += noted ? 1 : 0;
      assertThat(sequence).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<History> histories() {
    Arbitrary<Choice> choice =
        Combinators.combine(
                Arbitraries.integers().between(0, 99).withoutEdgeCases(),
                Arbitraries.integers().between(0, 100_000).withoutEdgeCases(),
                Arbitraries.integers().between(0, 2_000))
            .as(Choice::new);
    Arbitrary<Map<Dimension, Long>> limits =
        Combinators.combine(
                Arbitraries.longs().between(0, 12),
                Arbitraries.longs().between(0, 30),
                Arbitraries.longs().between(0, 7_200_000),
                Arbitraries.longs().between(0, 20_000))
            .as((iterations, calls, clock, tokens) ->
                Map.of(
                    Dimension.TOKENS, tokens,
                    Dimension.COST, tokens * 2,
                    Dimension.ITERATIONS, iterations,
                    Dimension.TOOL_CALLS, calls,
                    Dimension.WALL_CLOCK, clock));
    return Combinators.combine(limits, controls(), choice.list().ofMinSize(0).ofMaxSize(80))
        .as((limit, control, choices) -> History.of(goal(limit, control), choices));
  }

  /** Half of the goals let no plan wait. */
  private static Arbitrary<Controls> controls() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(1, 20_000),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.<List<String>>of(
                List.of(), List.of(), List.of("a=1"), List.of("a=1", "b=2")))
        .as((gated, wait, expiryRejects, rejectionStops, priced, permits) ->
            new Controls(
                List.of(),
                gated > 3
                    ? null
                    : new ApprovalTerms(
                        gated == 3,
                        List.of("sql", "http").subList(0, Math.min(gated, 2)),
                        null,
                        Duration.ofMillis(wait),
                        expiryRejects,
                        rejectionStops),
                priced ? Models.MODEL : null,
                priced ? Models.MODEL : null,
                permits));
  }

  private static LoopEvent goal(Map<Dimension, Long> limits, Controls controls) {
    return new LoopEvent.GoalReceived(
        Fixture.START, Fixture.LOOP, "hash-1", People.terms(controls), limits, List.of());
  }

  private static Stream<RequestId> request(Effect effect) {
    return switch (effect) {
      case Effect.RequestPlan plan -> Stream.of(plan.request());
      case Effect.RequestAction action -> Stream.of(action.request());
      case Effect.RequestMerge merge -> Stream.of(merge.request());
      case Effect.RequestVerify verify -> Stream.of(verify.request());
      default -> Stream.of();
    };
  }

  private static boolean isAnswer(LoopEvent event) {
    return event instanceof LoopEvent.PlanAnswered
        || event instanceof LoopEvent.ActionObserved
        || event instanceof LoopEvent.VerdictGiven;
  }

  private static long running(LoopState.Live live) {
    Phase phase = live.phase() instanceof Phase.Paused(Phase left) ? left : live.phase();
    return phase instanceof Phase.Executing executing
        ? executing.actions().stream()
            .filter(slot ->
                slot.status() instanceof ActionStatus.Running
                    || slot.status() instanceof ActionStatus.Granted)
            .count()
        : 0;
  }

  private static String reason(History history) {
    return switch (history.entries().getLast().transition().next()) {
      case LoopState.Terminated ended -> ended.stopReason().name();
      case LoopState.Live live -> "live";
      case LoopState.Absent absent -> "absent";
    };
  }
}
