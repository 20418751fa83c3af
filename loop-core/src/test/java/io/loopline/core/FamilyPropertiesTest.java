package io.loopline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every parent, whatever its children do and whenever they do it. */
class FamilyPropertiesTest {
  private static final List<Join> JOINS = List.of(Join.values());
  private static final List<Dimension> CUT =
      List.of(Dimension.TOOL_CALLS, Dimension.TOKENS, Dimension.COST, Dimension.CHILDREN);

  /** A parent under random children: results within the grant, repeats, silence, a cancel. */
  private static final class Run {
    private final List<Transition> transitions = new ArrayList<>();
    private final Map<String, Child> spawned = new HashMap<>();
    private LoopState state = new LoopState.Absent();
    private Instant now = Fixture.START;

    void step(LoopEvent event) {
      Transition transition = LoopMachine.step(state, event);
      transitions.add(transition);
      state = transition.next();
      for (Effect effect : transition.effects()) {
        if (effect instanceof Effect.SpawnChild spawn) {
          assertThat(spawned.put(spawn.child().loopId(), spawn.child())).isNull();
        }
      }
    }

    void draw(Choice choice) {
      now = now.plusMillis(choice.delay());
      if (!(state instanceof LoopState.Live live)) {
        return;
      }
      switch (live.phase()) {
        case Phase.Planning planning -> step(planned(planning.pending().request(), choice));
        case Phase.Verifying verifying ->
            step(
                new LoopEvent.VerdictGiven(
                    now,
                    verifying.pending().request(),
                    VerdictDecision.CONTINUE,
                    0.5,
                    live.workspace(),
                    "",
                    1,
                    null));
        case Phase.Executing _, Phase.Closing _ -> childOrTimer(live, choice);
        case Phase.Queued _, Phase.BackingOff _, Phase.AwaitingApproval _, Phase.Paused _ ->
            throw new AssertionError("nothing fails, waits or is paused here");
      }
    }

    private void childOrTimer(LoopState.Live live, Choice choice) {
      if (choice.kind() < 5) {
        step(new LoopEvent.CommandReceived(now, CommandKind.CANCEL, "ann", ""));
      } else if (choice.kind() < 12 || spawned.isEmpty()) {
        now = now.isBefore(live.wakeAt()) ? live.wakeAt() : now;
        step(new LoopEvent.TimerFired(now, live.wakeAt()));
      } else {
        List<Child> all = List.copyOf(spawned.values());
        step(ended(all.get(choice.detail(all.size())), choice));
      }
    }

    private LoopEvent planned(RequestId request, Choice choice) {
      Allowance asked =
          new Allowance(
              3, said(choice, 9), said(choice, 400), said(choice, 300), said(choice, 90_000), -1);
      List<Spawn.Wish> wishes = new ArrayList<>();
      for (int i = 0; i <= choice.detail(4); i++) {
        wishes.add(Kin.wish("objective-" + i, asked));
      }
      Join join = JOINS.get(choice.detail(JOINS.size()));
      Spawn spawn = new Spawn(join, join == Join.QUORUM ? 1 : 0, wishes);
      return new LoopEvent.PlanAnswered(
          now,
          request,
          List.of(new ActionTerms("loop.fanout", EffectClass.IDEMPOTENT, false, spawn)),
          List.of(new ActionSignature(choice.detail(), false)),
          1,
          null);
    }

    private static long said(Choice choice, int bound) {
      return choice.detail(3) == 0 ? Allowance.UNSAID : choice.detail(bound);
    }

    private LoopEvent ended(Child child, Choice choice) {
      Allowance grant = child.grant();
      Allowance spent =
          new Allowance(
              1,
              choice.detail((int) grant.toolCalls() + 1),
              choice.detail((int) grant.tokens() + 1),
              choice.detail((int) grant.costMicroUsd() + 1),
              1,
              0);
      Outcome outcome = choice.detail(2) == 0 ? Outcome.SUCCEEDED : Outcome.FAILED;
      return new LoopEvent.ChildEnded(
          now, child.loopId(), new Child.End(outcome, 0.5, null, ""), spent);
    }
  }

  @Provide
  Arbitrary<List<Choice>> choices() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 99).withoutEdgeCases(),
            Arbitraries.integers().between(0, 100_000).withoutEdgeCases(),
            Arbitraries.integers().between(0, 5_000))
        .as(Choice::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static Run run(List<Choice> choices) {
    Run run = new Run();
    run.step(Kin.goal(Fixture.FAMILY));
    choices.forEach(run::draw);
    return run;
  }

  @Property
  void shouldNeverGrantMoreThanItCutsAndNeverCountBackwards(
      @ForAll("choices") List<Choice> choices) {
    Run run = run(choices);
    Ledger before = Ledger.of(Kin.LIMITS);
    for (Transition transition : run.transitions) {
      if (transition.next() instanceof LoopState.Live live) {
        for (Dimension dimension : CUT) {
          BudgetLine line = live.ledger().line(dimension);
          long granted =
              live.family().running().stream()
                  .mapToLong(child -> child.grant().cut(dimension))
                  .sum();
          assertThat(line.reserved()).as("%s", dimension).isEqualTo(granted);
          assertThat(line.spent() + line.reserved()).isLessThanOrEqualTo(line.limit());
          assertThat(line.spent()).isGreaterThanOrEqualTo(before.line(dimension).spent());
        }
        before = live.ledger();
      }
    }
  }

  @Property
  void shouldEndOnlyWithAFinalLedger(@ForAll("choices") List<Choice> choices) {
    Run run = run(choices);
    String end = "live";
    for (Transition transition : run.transitions) {
      for (Effect effect : transition.effects()) {
        if (effect instanceof Effect.EmitResult result) {
          assertThat(result.ledger().lines()).extracting(BudgetLine::reserved).containsOnly(0L);
          end = result.reason().name();
        }
      }
      if (transition.next() instanceof LoopState.Terminated) {
        break;
      }
    }
    Statistics.label("end").collect(end);
    Statistics.label("children").collect(run.spawned.isEmpty() ? "none" : "some");
  }

  @Property
  void shouldTellAChildToEndAtMostOnce(@ForAll("choices") List<Choice> choices) {
    List<String> told =
        run(choices).transitions.stream()
            .flatMap(transition -> transition.effects().stream())
            .filter(Effect.EndChild.class::isInstance)
            .map(effect -> ((Effect.EndChild) effect).childId())
            .toList();

    assertThat(told).doesNotHaveDuplicates();
  }
}
