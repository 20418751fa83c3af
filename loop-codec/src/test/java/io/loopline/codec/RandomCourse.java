package io.loopline.codec;

import static io.loopline.codec.Records.failed;
import static io.loopline.codec.Records.judged;
import static io.loopline.codec.Records.observed;
import static io.loopline.codec.Records.planned;

import io.loopline.core.ActionSlot;
import io.loopline.core.ActionStatus;
import io.loopline.core.EffectClass;
import io.loopline.core.LoopState;
import io.loopline.core.Phase;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.WorkspaceRef;
import io.loopline.event.CommandKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.VerdictDecision;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Courses drawn from a seed: workers that mostly answer, some failures, repeats and timers. */
public final class RandomCourse {
  private static final int STEPS = 60;
  private static final List<FailureKind> FAILURES =
      List.of(
          FailureKind.TRANSIENT,
          FailureKind.TRANSIENT,
          FailureKind.INVALID_OUTPUT,
          FailureKind.UNKNOWN_EFFECT,
          FailureKind.TOOL_FAILED);

  private final Random random;
  private static final List<CommandKind> COMMANDS =
      List.of(
          CommandKind.SIGNAL,
          CommandKind.PAUSE,
          CommandKind.RESUME,
          CommandKind.APPROVE,
          CommandKind.EDIT,
          CommandKind.REJECT,
          CommandKind.AMEND_BUDGET);

  private final Course course;

  private RandomCourse(long seed) {
    random = new Random(seed);
    course = Course.started(seed % 2 == 0 ? Records.goal() : Records.gated());
  }

  /** The course of a seed. */
  public static Course of(long seed) {
    RandomCourse drawn = new RandomCourse(seed);
    SpecificRecord last = Records.command(CommandKind.PAUSE);
    for (int i = 0; i < STEPS; i++) {
      drawn.course.pass(drawn.random.nextInt(2_000));
      last = drawn.step(last);
    }
    return drawn.course;
  }

  private SpecificRecord step(SpecificRecord last) {
    int draw = random.nextInt(100);
    if (draw < 10) {
      course.take(last);
    } else if (draw < 22) {
      CommandKind kind = COMMANDS.get(random.nextInt(COMMANDS.size()));
      course.take(Records.command(kind, "command-" + random.nextInt(40)));
    } else if (course.state() instanceof LoopState.Live live) {
      RequestId open = open(live.phase());
      if (open == null && undecided(live.phase())) {
        course.take(
            Records.command(random.nextBoolean() ? CommandKind.APPROVE : CommandKind.REJECT));
      } else if (open == null || draw < 29) {
        course.wake();
      } else if (mustClaim(live.phase(), open) && draw < 90) {
        course.take(Records.claimed(open, "executor-1/" + random.nextInt(2)));
      } else {
        SpecificRecord answer = answer(open, live.workspace());
        course.take(answer);
        return answer;
      }
    }
    return last;
  }

  private SpecificRecord answer(RequestId request, @Nullable WorkspaceRef workspace) {
    if (random.nextInt(6) == 0 && (request.step() == Step.ACT || random.nextInt(2) == 0)) {
      Failure failure = Records.failure(FAILURES.get(random.nextInt(FAILURES.size())));
      return failed(request, failure);
    }
    return switch (request.step()) {
      case PLAN ->
          planned(
              request,
              List.of("workspace", "outbox", "sql")
                  .subList(0, random.nextInt(4))
                  .toArray(String[]::new));
      case ACT ->
          observed(
              request,
              random.nextInt(3) == 0 ? null : new WorkspaceRef("w" + random.nextInt(9), 7),
              null);
      case VERIFY ->
          judged(
              request,
              random.nextInt(8) == 0 ? VerdictDecision.ACHIEVED : VerdictDecision.CONTINUE,
              random.nextInt(11) / 10.0,
              workspace);
    };
  }

  private static boolean mustClaim(Phase phase, RequestId open) {
    return phase instanceof Phase.Executing executing
        && executing.actions().get(open.index()).effect() == EffectClass.ONCE
        && executing.actions().get(open.index()).status() instanceof ActionStatus.Running;
  }

  private static boolean undecided(Phase phase) {
    return phase instanceof Phase.Executing executing
        && executing.actions().stream()
            .anyMatch(slot -> slot.status() instanceof ActionStatus.Undecided);
  }

  private static Stream<RequestId> asked(ActionStatus status) {
    return switch (status) {
      case ActionStatus.Running running -> Stream.of(running.pending().request());
      case ActionStatus.Granted granted -> Stream.of(granted.pending().request());
      case ActionStatus.Reconciling asking -> Stream.of(asking.pending().request());
      case ActionStatus.Pending _,
          ActionStatus.Undecided _,
          ActionStatus.Joining _,
          ActionStatus.BackingOff _,
          ActionStatus.Observed _ ->
          Stream.of();
    };
  }

  private static @Nullable RequestId open(Phase phase) {
    return switch (phase) {
      case Phase.Planning planning -> planning.pending().request();
      case Phase.Verifying verifying -> verifying.pending().request();
      case Phase.Queued _, Phase.BackingOff _, Phase.Closing _, Phase.AwaitingApproval _ -> null;
      case Phase.Paused(Phase left) -> open(left);
      case Phase.Executing executing ->
          executing.actions().stream()
              .map(ActionSlot::status)
              .flatMap(RandomCourse::asked)
              .findFirst()
              .orElse(null);
    };
  }
}
