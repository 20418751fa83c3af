package io.loopline.core.simulation.invariant;

import io.loopline.core.Outcome;
import io.loopline.core.RequestId;
import io.loopline.core.Spawn;
import io.loopline.core.Step;
import io.loopline.core.simulation.Birth;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.TopicRecord;
import java.util.List;

/** A loop goes on behind an action that started children only when the action's join is decided. */
final class X08JoinsHold implements Invariant {
  @Override
  public String id() {
    return "X8";
  }

  @Override
  public void check(Dump dump, Findings findings) {
    dump.decisions()
        .forEach((loopId, decisions) -> {
          if (!dump.births(loopId).isEmpty()) {
            new Loop(dump, loopId, decisions).check(findings);
          }
        });
  }

  private static final class Loop {
    private final Dump dump;
    private final String loopId;
    private final List<Decision> decisions;
    private final GrantBook book;
    private final PlanBook plans;

    Loop(Dump dump, String loopId, List<Decision> decisions) {
      this.dump = dump;
      this.loopId = loopId;
      this.decisions = decisions;
      this.book = new GrantBook(dump, loopId, decisions);
      this.plans = new PlanBook(dump, decisions);
    }

    void check(Findings findings) {
      for (Birth birth : book.births()) {
        long next = next(birth);
        var plan = plans.after(birth.sequence());
        Spawn spawn = birth.index() < plan.size() ? plan.get(birth.index()).spawn() : null;
        if (next < Long.MAX_VALUE && spawn != null) {
          findings.require(
              isDecided(spawn, birth, next),
              "loop %s goes on behind action %d of iteration %d with decision %d: %s",
              loopId,
              birth.index(),
              birth.iteration(),
              next,
              spawn);
        }
      }
    }

    /** The first decision that starts something behind the action. */
    private long next(Birth of) {
      long next = Long.MAX_VALUE;
      for (TopicRecord record : dump.requests(loopId)) {
        if (record.output() != null
            && record.message() instanceof Message.Request(RequestId request, _, _)
            && record.output().sequence() >= of.sequence()
            && isBehind(of, request)) {
          next = Math.min(next, record.output().sequence());
        }
      }
      for (Birth birth : book.births()) {
        if (birth.iteration() == of.iteration() && birth.index() > of.index()) {
          next = Math.min(next, birth.sequence());
        }
      }
      return next;
    }

    private static boolean isBehind(Birth of, RequestId request) {
      return request.iteration() > of.iteration()
          || (request.iteration() == of.iteration()
              && (request.step() == Step.VERIFY
                  || (request.step() == Step.ACT && request.index() > of.index())));
    }

    private boolean isDecided(Spawn spawn, Birth of, long next) {
      int running = 0;
      int succeeded = 0;
      for (Birth member : book.births()) {
        if (member.iteration() == of.iteration() && member.index() == of.index()) {
          GrantBook.Report report = book.report(member, next);
          if (report == null) {
            running += isLost(member, next) ? 0 : 1;
          } else if (report.ended().end().outcome() == Outcome.SUCCEEDED) {
            succeeded++;
          }
        }
      }
      return switch (spawn.join()) {
        case ALL, BEST_SCORE -> running == 0;
        case FIRST_SUCCESS -> running == 0 || succeeded > 0;
        case QUORUM ->
            running == 0 || succeeded >= spawn.quorum() || succeeded + running < spawn.quorum();
      };
    }

    private boolean isLost(Birth member, long next) {
      for (Decision decision : decisions) {
        if (decision.sequence() >= member.sequence()
            && decision.sequence() <= next
            && !decision.at().isBefore(book.deadline(member))) {
          return true;
        }
      }
      return false;
    }
  }
}
