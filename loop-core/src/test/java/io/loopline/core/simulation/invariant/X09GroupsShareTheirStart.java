package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.CommandKind;
import io.loopline.core.Effect;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.WorkspaceRef;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Actions beside each other start from one snapshot, no more of them at once than the goal allows;
 * what is merged is what they left, all of it, and nothing goes on before.
 */
final class X09GroupsShareTheirStart implements Invariant {
  @Override
  public String id() {
    return "X9";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (dump.event(decisions.getFirst()) instanceof LoopEvent.GoalReceived goal) {
            new Loop(dump, decisions, goal.terms().parallelActions(), findings).check();
          }
        });
  }

  /** What the plan under way has come to. */
  private static final class Loop {
    private final Dump dump;
    private final List<Decision> decisions;
    private final int atOnce;
    private final Findings findings;
    private final Map<Long, List<TopicRecord>> requests = new HashMap<>();
    private List<ActionTerms> plan = List.of();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> done = new HashSet<>();
    private final Map<Integer, WorkspaceRef> left = new HashMap<>();

    /** First action of a group, to what it started from. */
    private final Map<Integer, String> starts = new HashMap<>();

    Loop(Dump dump, List<Decision> decisions, int atOnce, Findings findings) {
      this.dump = dump;
      this.decisions = decisions;
      this.atOnce = atOnce;
      this.findings = findings;
      for (TopicRecord record : dump.requests(decisions.getFirst().loopId())) {
        if (record.output() != null) {
          requests.computeIfAbsent(record.output().sequence(), _ -> new ArrayList<>()).add(record);
        }
      }
    }

    void check() {
      PlanBook plans = new PlanBook(dump, decisions);
      for (Decision decision : decisions) {
        if (plans.since(decision.sequence()) == decision.sequence()) {
          plan = plans.after(decision.sequence());
          begun.clear();
          done.clear();
          left.clear();
          starts.clear();
        }
        if (decision.isApplied()) {
          taken(decision, dump.event(decision));
        }
        for (TopicRecord record : requests.getOrDefault(decision.sequence(), List.of())) {
          if (record.message() instanceof Message.Request(RequestId request, Effect effect, _)) {
            asked(request, effect);
          }
        }
      }
    }

    private void taken(Decision decision, @Nullable LoopEvent event) {
      if (event instanceof LoopEvent.ActionObserved answer
          && answer.request().index() < plan.size()) {
        int index = answer.request().index();
        if (answer.failure() == null && answer.workspace() != null) {
          left.put(index, answer.workspace());
        }
        if (answer.failure() == null || isLast(answer, decision)) {
          done.add(index);
        }
      }
      if (event instanceof LoopEvent.CommandReceived command
          && (command.kind() == CommandKind.APPROVE || command.kind() == CommandKind.REJECT)
          && !decision.phaseBefore().equals("AwaitingApproval")) {
        done.addAll(begun); // a person's word is about one of them; which, it does not say
      }
    }

    /** A failure that is an observation, other than the answer to a question. */
    private boolean isLast(LoopEvent.ActionObserved answer, Decision decision) {
      return decision.effects().contains("AppendContext") && answer.failure() != null;
    }

    private void asked(RequestId request, Effect effect) {
      switch (effect) {
        case Effect.RequestMerge merge -> merged(request, merge);
        case Effect.RequestAction action when isParallel(request.index()) ->
            started(request, action);
        case Effect.RequestAction _, Effect.RequestVerify _ -> {
          int end = effect instanceof Effect.RequestVerify ? plan.size() : request.index();
          for (int i = 0; i < end; i++) {
            findings.require(
                !isParallel(i) || !begun.contains(i) || done.contains(i),
                "%s goes out while action %d is under way",
                request,
                i);
          }
        }
        default -> {}
      }
    }

    private void started(RequestId request, Effect.RequestAction action) {
      int first = request.index();
      while (isParallel(first - 1)) {
        first--;
      }
      String from = hash(action.workspace());
      String others = starts.putIfAbsent(first, from);
      findings.require(
          others == null || others.equals(from),
          "%s starts from %s, those beside it from %s",
          request,
          from,
          others);
      begun.add(request.index());
      long underWay = begun.stream().filter(each -> !done.contains(each)).count();
      findings.require(
          underWay <= atOnce, "%s is number %d of %d at once", request, underWay, atOnce);
    }

    private void merged(RequestId request, Effect.RequestMerge merge) {
      int first = request.index() - plan.size();
      List<Effect.MergeSource> expected = new ArrayList<>();
      for (int i = first; isParallel(i); i++) {
        WorkspaceRef workspace = left.get(i);
        if (workspace != null) {
          expected.add(new Effect.MergeSource(i, workspace));
        }
        findings.require(done.contains(i), "%s goes out before action %d is done", request, i);
      }
      findings.require(
          expected.size() > 1
              && expected.equals(merge.sources())
              && hash(merge.base()).equals(starts.get(first)),
          "%s merges %s onto %s, left were %s of %s",
          request,
          merge.sources(),
          merge.base(),
          expected,
          starts.get(first));
    }

    private boolean isParallel(int index) {
      return index >= 0
          && index < plan.size()
          && plan.get(index).parallel()
          && plan.get(index).spawn() == null;
    }

    private static String hash(@Nullable WorkspaceRef workspace) {
      return workspace == null ? "" : workspace.sha256();
    }
  }
}
