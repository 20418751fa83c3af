package io.loopline.core.simulation.invariant;

import io.loopline.core.ApprovalTerms;
import io.loopline.core.CommandKind;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each plan needs a person's word, no action goes out before it was given. */
final class X04NoActionWithoutApproval implements Invariant {
  @Override
  public String id() {
    return "X4";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (needsApproval(dump, decisions.getFirst())) {
            Map<Integer, Long> approved = approvals(dump, decisions);
            dump.requests(loopId).forEach(request -> check(request, approved, findings));
            for (Birth birth : dump.births(loopId)) {
              findings.require(
                  approved.getOrDefault(birth.iteration(), Long.MAX_VALUE) <= birth.sequence(),
                  "%s was started, approved were %s",
                  birth.childId(),
                  approved);
            }
          }
        });
  }

  private static boolean needsApproval(Dump dump, Decision first) {
    if (dump.event(first) instanceof LoopEvent.GoalReceived goal) {
      ApprovalTerms approval = goal.terms().controls().approval();
      return approval != null && approval.everyPlan();
    }
    return false;
  }

  /** Iteration to the decision that took the word in. */
  private static Map<Integer, Long> approvals(Dump dump, List<Decision> decisions) {
    Map<Integer, Long> approved = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.isApplied()
          && dump.event(decision) instanceof LoopEvent.CommandReceived command
          && (command.kind() == CommandKind.APPROVE || command.kind() == CommandKind.EDIT)) {
        approved.putIfAbsent(decision.iteration(), decision.sequence());
      }
    }
    return approved;
  }

  private static void check(TopicRecord record, Map<Integer, Long> approved, Findings findings) {
    TopicRecord.Output output = record.output();
    if (output != null
        && record.message() instanceof Message.Request(RequestId request, _, _)
        && request.step() == Step.ACT) {
      findings.require(
          approved.getOrDefault(request.iteration(), Long.MAX_VALUE) <= output.sequence(),
          "%s went out, approved were %s",
          request,
          approved);
    }
  }
}
