package io.loopline.core.simulation.invariant;

import io.loopline.core.ActionTerms;
import io.loopline.core.Effect;
import io.loopline.core.RequestId;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** While a breaker is open nothing goes to its dependency, half-open at most two probes. */
final class S13BreakersHold implements Invariant {
  private static final Pattern CHANGE =
      Pattern.compile("breaker of (\\S+) (\\S+) -> (\\w+)(?: until ([^:]+:[^:]+:[^:]+):)?.*");
  private static final int PROBES = 2;
  private static final int FEWEST_CALLS = 5;

  @Override
  public String id() {
    return "S13";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach(
            (loopId, decisions) -> new Loop(dump, loopId, decisions, findings).check(decisions));
  }

  /** Where the breakers of one loop stand, by what its decisions say. */
  private static final class Loop {
    private final Dump dump;
    private final String loopId;
    private final Findings findings;
    private final Map<String, String> modes = new HashMap<>();
    private final Map<String, Instant> opens = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private List<ActionTerms> plan = List.of();
    private final PlanBook plans;

    Loop(Dump dump, String loopId, List<Decision> decisions, Findings findings) {
      this.dump = dump;
      this.loopId = loopId;
      this.findings = findings;
      this.plans = new PlanBook(dump, decisions);
    }

    void check(List<Decision> decisions) {
      for (Decision decision : decisions) {
        plan = plans.after(decision.sequence());
        decision.changes().forEach(change -> change(decision, change));
        for (TopicRecord record : dump.requests(loopId)) {
          TopicRecord.Output output = record.output();
          if (output != null
              && output.sequence() == decision.sequence()
              && record.message() instanceof Message.Request(RequestId request, Effect effect, _)
              && !isQuestion(effect)) {
            sent(request);
          }
        }
      }
    }

    /** Merges run no tool; what became of a call has to be known whatever the breaker says. */
    private static boolean isQuestion(Effect request) {
      return request instanceof Effect.RequestMerge
          || (request instanceof Effect.RequestAction action && action.reconcile());
    }

    private void change(Decision decision, String words) {
      Matcher change = CHANGE.matcher(words);
      if (!change.matches()) {
        return;
      }
      String dependency = change.group(1);
      String from = change.group(2);
      String to = change.group(3);
      findings.require(
          modes.getOrDefault(dependency, "CLOSED").equals(from),
          "the breaker of %s in loop %s goes from %s, but it was %s",
          dependency,
          loopId,
          from,
          modes.get(dependency));
      findings.require(
          !from.equals("OPEN")
              || !decision.at().isBefore(opens.getOrDefault(dependency, Instant.MAX)),
          "the breaker of %s in loop %s does not wait: %s",
          dependency,
          loopId,
          words);
      findings.require(
          !from.equals("CLOSED") || calls.getOrDefault(dependency, 0) >= FEWEST_CALLS,
          "the breaker of %s in loop %s opens after %s calls",
          dependency,
          loopId,
          calls.get(dependency));
      if (change.group(4) != null) {
        opens.put(dependency, Instant.parse(change.group(4)));
      }
      modes.put(dependency, to);
      calls.put(dependency, 0);
    }

    private void sent(RequestId request) {
      String dependency = dependency(request);
      String mode = modes.getOrDefault(dependency, "CLOSED");
      int number = calls.merge(dependency, 1, Integer::sum);
      findings.require(
          !mode.equals("OPEN"), "%s went out while the breaker of %s is open", request, dependency);
      findings.require(
          !mode.equals("HALF_OPEN") || number <= PROBES,
          "%s is probe %d of %s",
          request,
          number,
          dependency);
    }

    private String dependency(RequestId request) {
      return switch (request.step()) {
        case PLAN -> "planner";
        case VERIFY -> "verifier";
        case ACT ->
            "tool:" + (request.index() < plan.size() ? plan.get(request.index()).tool() : "?");
      };
    }
  }
}
