package io.loopline.core.simulation.invariant;

import io.loopline.core.CommandKind;
import io.loopline.core.Effect;
import io.loopline.core.EffectClass;
import io.loopline.core.Failure;
import io.loopline.core.FailureKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.StopReason;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool that must not run twice ran at most once per action, by a claim that was granted; and
 * where its end is not known nothing is run again on a guess.
 */
final class S08OnceToolsRunOnce implements Invariant {
  private static final Pattern ASKS =
      Pattern.compile("a person must say whether action (\\d+) took effect");

  @Override
  public String id() {
    return "S8";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    ran(dump, findings);
    Map<String, List<TopicRecord>> signals = new HashMap<>();
    for (TopicRecord record : dump.records(Topic.WORKER_SIGNALS)) {
      signals.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record);
    }
    dump.decisions()
        .forEach((loopId, decisions) -> {
          List<TopicRecord> own = signals.getOrDefault(loopId, List.of());
          new Loop(dump, decisions, own, findings).check();
        });
  }

  private static void ran(Dump dump, Findings findings) {
    Set<RequestId> actions = new HashSet<>();
    Map<String, TopicRecord> grants = new HashMap<>();
    for (TopicRecord record : dump.all()) {
      if (!dump.isCommitted(record)) {
        continue;
      }
      if (record.message() instanceof Message.Signal(Effect.SignalWorkers signal)
          && signal.kind() == Effect.SignalKind.GRANT) {
        grants.putIfAbsent(signal.request() + " " + signal.claimant(), record);
      }
      if (record.message() instanceof Message.Ran(RequestId request, String claimant)) {
        findings.require(
            actions.add(action(request)), "%s ran once more, by %s", request, claimant);
        findings.require(
            grants.containsKey(request + " " + claimant),
            "%s ran by %s without a grant",
            request,
            claimant);
      }
    }
  }

  private static RequestId action(RequestId request) {
    return new RequestId(request.loopId(), request.iteration(), Step.ACT, request.index(), 1);
  }

  private static final class Loop {
    private final Dump dump;
    private final List<Decision> decisions;
    private final List<TopicRecord> signals;
    private final Findings findings;

    /** Granted, and not known how it ended; by action. */
    private final Map<RequestId, RequestId> open = new HashMap<>();

    /** Actions of which a person has to say what became of them; a word is about the first. */
    private final TreeSet<Integer> undecided = new TreeSet<>();

    private final Map<RequestId, String> granted = new HashMap<>();

    /** Requests to run such a tool. */
    private final Set<RequestId> runs = new HashSet<>();

    Loop(Dump dump, List<Decision> decisions, List<TopicRecord> signals, Findings findings) {
      this.dump = dump;
      this.decisions = decisions;
      this.signals = signals;
      this.findings = findings;
    }

    void check() {
      for (Decision decision : decisions) {
        if (decision.isApplied()) {
          settle(decision, dump.event(decision));
          Matcher asks = ASKS.matcher(decision.note());
          while (asks.find()) {
            undecided.add(Integer.valueOf(asks.group(1)));
          }
        }
        for (TopicRecord record : signals) {
          if (record.output() != null
              && record.output().sequence() == decision.sequence()
              && record.message() instanceof Message.Signal(Effect.SignalWorkers signal)
              && signal.kind() == Effect.SignalKind.GRANT) {
            grant(signal);
          }
        }
        for (TopicRecord record : dump.requests(decision.loopId())) {
          if (record.output() != null && record.output().sequence() == decision.sequence()) {
            asked(record);
          }
        }
        findings.require(
            decision.stopReason() != StopReason.TIME_BUDGET || open.isEmpty(),
            "loop %s ended %s and nobody knows what became of %s",
            decision.loopId(),
            decision.stopReason(),
            open.values());
      }
    }

    private void grant(Effect.SignalWorkers signal) {
      String claimant = String.valueOf(signal.claimant());
      String before = granted.put(signal.request(), claimant);
      findings.require(
          before == null || before.equals(claimant),
          "%s was granted to %s and to %s",
          signal.request(),
          before,
          claimant);
      open.put(action(signal.request()), signal.request());
    }

    private void asked(TopicRecord record) {
      if (record.message()
              instanceof Message.Request(RequestId request, Effect.RequestAction run, var action)
          && action != null
          && action.effect() == EffectClass.ONCE) {
        findings.require(
            run.reconcile() == open.containsKey(action(request)),
            "%s %s, granted and unknown was %s",
            request,
            run.reconcile() ? "asks what became of it" : "runs it again",
            open.get(action(request)));
        if (!run.reconcile()) {
          runs.add(request);
        }
      }
    }

    private void settle(Decision decision, @Nullable LoopEvent event) {
      if (event instanceof LoopEvent.ActionObserved answer) {
        RequestId action = action(answer.request());
        findings.require(
            answer.failure() != null
                || !runs.contains(answer.request())
                || granted.containsKey(answer.request()),
            "%s was answered without a grant, and the answer counts",
            answer.request());
        boolean question = !answer.request().equals(open.get(action));
        if (isKnown(answer.failure(), question)) {
          open.remove(action);
        }
      }
      if (event instanceof LoopEvent.CommandReceived command
          && (command.kind() == CommandKind.APPROVE || command.kind() == CommandKind.REJECT)
          && !decision.phaseBefore().equals("AwaitingApproval")) {
        Integer decided = undecided.pollFirst();
        open.keySet().removeIf(action -> Integer.valueOf(action.index()).equals(decided));
      }
    }

    /** Whether an answer says what became of it. */
    private static boolean isKnown(@Nullable Failure failure, boolean question) {
      if (failure == null) {
        return true;
      }
      return question
          ? failure.kind() == FailureKind.TOOL_FAILED
          : switch (failure.kind()) {
            case DENIED, TOOL_FAILED, LIMIT_EXCEEDED, INVALID_OUTPUT, BUDGET_TOO_SMALL, TERMINAL ->
                true;
            case TRANSIENT, RATE_LIMITED, TIMEOUT, UNKNOWN_EFFECT -> false;
          };
    }
  }
}
