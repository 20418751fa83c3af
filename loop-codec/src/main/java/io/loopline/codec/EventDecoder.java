package io.loopline.codec;

import io.loopline.core.ActionSignature;
import io.loopline.core.LoopEvent;
import io.loopline.core.RequestId;
import io.loopline.core.Step;
import io.loopline.core.Usage;
import io.loopline.core.VerdictDecision;
import io.loopline.event.ActionClaim;
import io.loopline.event.ActionSpec;
import io.loopline.event.Goal;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of the controller's input topics to core events. The same function serves the live
 * controller and the audit replay, so all an event holds comes from the record and the instant.
 */
public final class EventDecoder {
  /** It is kept in the loop's state. */
  private static final int CLAIMANT_CHARACTERS = 256;

  private EventDecoder() {}

  /** Loop the record says it is of. */
  public static String loopId(SpecificRecord input) {
    return switch (input) {
      case LoopInput record -> record.getLoopId();
      case PlanResult record -> record.getLoopId();
      case Observation record -> record.getLoopId();
      case Verdict record -> record.getLoopId();
      case ActionClaim record -> record.getLoopId();
      default -> throw notAnInput(input);
    };
  }

  /**
   * The core event.
   *
   * @throws UnrecognizedContent when this version must not act on the record
   */
  public static LoopEvent decode(SpecificRecord input, Instant at) {
    return switch (input) {
      case LoopInput record -> input(record, at);
      case PlanResult record -> plan(record, at);
      case Observation record -> observation(record, at);
      case Verdict record -> verdict(record, at);
      case ActionClaim record -> claim(record, at);
      default -> throw notAnInput(input);
    };
  }

  private static LoopEvent input(LoopInput input, Instant at) {
    return switch (input.getKind()) {
      case GOAL -> goal(input, at);
      case COMMAND -> CommandCodec.decode(input, required(input.getCommand(), input), at);
      case SPAWN -> goal(input, at);
      case CHILD_RESULT -> FamilyEvents.ended(input, at);
      case CASCADE -> FamilyEvents.parentEnded(input, at);
      case PERMIT -> new LoopEvent.PermitGranted(at, required(input.getLabel(), input));
      case UNRECOGNIZED -> throw unavailable(input.getKind());
    };
  }

  private static LoopEvent goal(LoopInput input, Instant at) {
    Goal goal = required(input.getGoal(), input);
    boolean spawned = input.getKind() == InputKind.SPAWN;
    boolean valid = input.getErrors().isEmpty();
    return new LoopEvent.GoalReceived(
        at,
        input.getLoopId(),
        required(input.getGoalHash(), input),
        valid ? GoalTermsCodec.terms(goal, input.getResolution()) : GoalTermsCodec.OF_INVALID,
        valid ? GoalTermsCodec.limits(goal.getBudgets()) : Map.of(),
        input.getErrors(),
        spawned ? FamilyEvents.child(goal) : FamilyEvents.root(goal),
        spawned ? WorkspaceCodec.decode(goal.getParent().getWorkspace()) : null);
  }

  private static LoopEvent plan(PlanResult answer, Instant at) {
    RequestId request = RequestCodec.decode(answer.getLoopId(), answer.getRequest(), Step.PLAN);
    Plan plan = answer.getPlan();
    if ((plan == null) == (answer.getFailure() == null)) {
      throw new UnrecognizedContent("a plan result has a plan or a failure");
    }
    Usage usage = UsageCodec.decode(answer.getUsage());
    if (plan == null) {
      return new LoopEvent.PlanAnswered(
          at,
          request,
          List.of(),
          List.of(),
          ContextRows.tokens(ContextRows.repair(answer.getFailure()).length()),
          FailureCodec.decode(answer.getFailure()),
          usage,
          ContextSummary.tokens(answer.getSummary()));
    }
    return new LoopEvent.PlanAnswered(
        at,
        request,
        PlannedActions.decode(plan.getActions()),
        plan.getActions().stream().map(EventDecoder::signature).toList(),
        ContextRows.tokens(plan),
        null,
        usage,
        ContextSummary.tokens(answer.getSummary()));
  }

  static ActionSignature signature(ActionSpec action) {
    return new ActionSignature(CanonicalJson.hash(action.getArgumentsJson()), action.getPolling());
  }

  private static LoopEvent observation(Observation answer, Instant at) {
    ObservationView view = answer.getView();
    if (view.getOk() == (view.getFailure() != null)) {
      throw new UnrecognizedContent("an observation is ok or has a failure");
    }
    String result = view.getResultJson();
    return new LoopEvent.ActionObserved(
        at,
        RequestCodec.decode(answer.getLoopId(), answer.getRequest(), Step.ACT),
        WorkspaceCodec.decode(view.getWorkspace()),
        ContextRows.tokens(view.getSummary().length() + (result == null ? 0 : result.length())),
        FailureCodec.decode(view.getFailure()),
        MergeCodec.conflicts(answer.getConflicts()));
  }

  private static LoopEvent claim(ActionClaim claim, Instant at) {
    if (claim.getInstance().isBlank() || claim.getInstance().length() > CLAIMANT_CHARACTERS) {
      throw new UnrecognizedContent(
          "a claimant has 1 to %d characters, not %d"
              .formatted(CLAIMANT_CHARACTERS, claim.getInstance().length()));
    }
    return new LoopEvent.ActionClaimed(
        at,
        RequestCodec.decode(claim.getLoopId(), claim.getRequest(), Step.ACT),
        claim.getInstance());
  }

  private static LoopEvent verdict(Verdict answer, Instant at) {
    RequestId request = RequestCodec.decode(answer.getLoopId(), answer.getRequest(), Step.VERIFY);
    VerdictView view = answer.getView();
    if ((view == null) == (answer.getFailure() == null)) {
      throw new UnrecognizedContent("a verdict has a view or a failure");
    }
    Usage usage = UsageCodec.decode(answer.getUsage());
    if (view == null) {
      return new LoopEvent.VerdictGiven(
          at, request, null, 0, null, "", 1, FailureCodec.decode(answer.getFailure()), usage);
    }
    if (!(view.getScore() >= 0 && view.getScore() <= 1)) {
      throw new UnrecognizedContent("score is not within 0 to 1: " + view.getScore());
    }
    return new LoopEvent.VerdictGiven(
        at,
        request,
        Symbols.translate(view.getDecision(), VerdictDecision.class),
        view.getScore(),
        WorkspaceCodec.decode(answer.getWorkspace()),
        clip(view.getFeedback()),
        ContextRows.tokens(view.getFeedback().length() + CheckText.length(view.getChecks())),
        null,
        usage);
  }

  /** Feedback for the note of a transition; the whole text is in the verdict. */
  private static String clip(String feedback) {
    return feedback.length() <= 600 ? feedback : feedback.substring(0, 600) + "…";
  }

  private static <T> T required(T part, LoopInput input) {
    if (part == null) {
      throw new UnrecognizedContent("a " + input.getKind() + " input without its content");
    }
    return part;
  }

  private static UnrecognizedContent unavailable(InputKind kind) {
    return new UnrecognizedContent("input kind " + kind + " is not available in this version");
  }

  private static IllegalArgumentException notAnInput(SpecificRecord input) {
    return new IllegalArgumentException(
        "bug: not an input of the controller: " + input.getSchema().getName());
  }
}
