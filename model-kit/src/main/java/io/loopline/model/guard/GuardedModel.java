package io.loopline.model.guard;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.catalogue.ModelProfile;
import io.loopline.model.provider.Attempted;
import io.loopline.model.provider.Exchanges;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the profile of a call, and on an outage of it (TRANSIENT, RATE_LIMITED, TIMEOUT) the next of
 * its chain, as long as the caps and the deadline allow. Any other failure of the profile that was
 * asked for ends the call: a wrong key or model is to be noticed, not covered up. A fallback that
 * is itself misconfigured is passed over. When nobody answers, the failure is that of the first,
 * with one line for each of the others. Thread-safe.
 */
public final class GuardedModel implements LanguageModel {
  private final ModelCatalogue catalogue;
  private final ProfileCalls calls;

  public GuardedModel(ModelCatalogue catalogue, Exchanges exchanges, InstantSource clock) {
    this.catalogue = catalogue;
    this.calls = new ProfileCalls(catalogue, exchanges, clock);
  }

  @Override
  public ModelOutcome ask(ModelCall call) throws InterruptedException {
    List<ModelProfile> chain = catalogue.chain(call.profile(), call.modelSteps());
    if (chain.isEmpty()) {
      return new ModelOutcome.Failed(
          new Failure(
              FailureKind.TERMINAL,
              "there is no profile '%s' (one of %s); add it to the file of loopline.models.file"
                  .formatted(call.profile(), String.join(", ", catalogue.profileNames())),
              null,
              List.of()),
          ModelUsage.NONE);
    }
    return along(chain, call);
  }

  private ModelOutcome along(List<ModelProfile> chain, ModelCall call) throws InterruptedException {
    CallBudget budget = new CallBudget(call.caps());
    List<Failure> failures = new ArrayList<>();
    for (ModelProfile profile : chain) {
      switch (calls.ask(profile, call, budget)) {
        case Attempted.Answer(String text, String model, ModelUsage _) -> {
          return new ModelOutcome.Answered(text, profile.name(), model, budget.used());
        }
        case Attempted.NoAnswer(Failure failure, ModelUsage _, boolean _) -> {
          failures.add(failure);
          if (ends(failure, failures.size() == 1)) {
            break;
          }
          continue;
        }
      }
      break;
    }
    return new ModelOutcome.Failed(told(failures), budget.used());
  }

  /** An answer that is no use ends the call wherever it came from: its usage was paid for. */
  private static boolean ends(Failure failure, boolean first) {
    return switch (failure.getKind()) {
      case TRANSIENT, RATE_LIMITED, TIMEOUT -> false;
      case TERMINAL, BUDGET_TOO_SMALL -> first;
      case INVALID_OUTPUT, DENIED, TOOL_FAILED, LIMIT_EXCEEDED, UNKNOWN_EFFECT, UNRECOGNIZED ->
          true;
    };
  }

  private static Failure told(List<Failure> failures) {
    Failure last = failures.getLast();
    if (last.getKind() == FailureKind.INVALID_OUTPUT) {
      return last;
    }
    Failure first = failures.getFirst();
    return new Failure(
        first.getKind(),
        first.getMessage(),
        first.getRetryAfterMs(),
        failures.stream()
            .skip(1)
            .map(failure -> failure.getKind() + " " + failure.getMessage())
            .toList());
  }
}
