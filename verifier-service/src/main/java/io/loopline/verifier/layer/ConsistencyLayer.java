package io.loopline.verifier.layer;

import io.loopline.event.ArtifactRef;
import io.loopline.event.BudgetDimension;
import io.loopline.event.LedgerLine;
import io.loopline.event.ObservationView;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.VerifyRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Layer 2: the parts of the request agree with each other. It believes no claim on its own. */
final class ConsistencyLayer {
  static final String NAME = "consistency";
  static final String VERSION = "1";

  List<String> problems(VerifyRequest request) {
    List<String> problems = new ArrayList<>();
    identity(problems, request);
    order(problems, request);
    plan(problems, request);
    snapshot(problems, request);
    budgets(problems, request);
    return problems;
  }

  String evidence(VerifyRequest request) {
    return "iteration %d, %d of %d planned actions observed in order"
        .formatted(
            request.getRequest().getIteration(),
            request.getObservations().size(),
            request.getPlannedActions());
  }

  private static void identity(List<String> problems, VerifyRequest request) {
    RequestRef ref = request.getRequest();
    String derived =
        String.join(
            "/",
            request.getLoopId(),
            String.valueOf(ref.getIteration()),
            ref.getStep().name(),
            String.valueOf(ref.getIndex()),
            String.valueOf(ref.getAttempt()));
    if (ref.getStep() != Step.VERIFY || ref.getIteration() < 1 || ref.getAttempt() < 1) {
      problems.add("request " + ref.getRequestId() + " is not a verify step of an iteration");
    } else if (!derived.equals(ref.getRequestId())) {
      problems.add("request id " + ref.getRequestId() + " is not the derived " + derived);
    }
  }

  private static void order(List<String> problems, VerifyRequest request) {
    int iteration = request.getRequest().getIteration();
    int index = 0;
    for (ObservationView observation : request.getObservations()) {
      if (observation.getIteration() != iteration) {
        problems.add(
            "observation %d is of iteration %d, not %d"
                .formatted(observation.getIndex(), observation.getIteration(), iteration));
      }
      if (observation.getIndex() != index) {
        problems.add(
            "observation %d stands where %d belongs".formatted(observation.getIndex(), index));
      }
      index++;
    }
  }

  /** A plan ends early only at an action that failed. */
  private static void plan(List<String> problems, VerifyRequest request) {
    List<ObservationView> seen = request.getObservations();
    int planned = request.getPlannedActions();
    boolean endedByFailure = !seen.isEmpty() && !seen.getLast().getOk();
    if (seen.size() > planned || (seen.size() < planned && !endedByFailure)) {
      problems.add(
          "the plan had %d actions, %d were observed and none of them ended it"
              .formatted(planned, seen.size()));
    }
  }

  private static void snapshot(List<String> problems, VerifyRequest request) {
    ArtifactRef judged = request.getWorkspace();
    request.getObservations().reversed().stream()
        .filter(ObservationView::getOk)
        .map(ObservationView::getWorkspace)
        .filter(workspace -> workspace != null)
        .findFirst()
        .filter(last -> judged == null || !last.getSha256().equals(judged.getSha256()))
        .ifPresent(last ->
            problems.add(
                "the last action left workspace "
                    + Clip.of(last.getSha256(), 80)
                    + ", to judge is "
                    + (judged == null ? "none" : Clip.of(judged.getSha256(), 80))));
  }

  private static void budgets(List<String> problems, VerifyRequest request) {
    Set<BudgetDimension> seen = EnumSet.noneOf(BudgetDimension.class);
    for (LedgerLine line : request.getLedger()) {
      if (line.getLimit() < 0 || line.getSpent() < 0 || line.getReserved() < 0) {
        problems.add("budget " + line.getDimension() + " is negative");
      }
      if (!seen.add(line.getDimension())) {
        problems.add("budget " + line.getDimension() + " appears twice");
      }
    }
    Double best = request.getBestScore();
    if (best != null && !(best >= 0 && best <= 1)) {
      problems.add("best score " + best + " is not between 0 and 1");
    }
  }
}
