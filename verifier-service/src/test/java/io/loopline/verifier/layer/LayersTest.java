package io.loopline.verifier.layer;

import static io.loopline.verifier.layer.Scenario.exists;
import static io.loopline.verifier.layer.Scenario.failed;
import static io.loopline.verifier.layer.Scenario.ok;
import static io.loopline.verifier.layer.Scenario.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ArtifactRef;
import io.loopline.event.BudgetDimension;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.LedgerLine;
import io.loopline.event.ObservationView;
import io.loopline.event.Policy;
import io.loopline.event.RequestRef;
import io.loopline.event.Step;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerifyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way a request can be forged or torn, and the layer that says so. */
class LayersTest {
  @TempDir Path root;
  private Scenario scenario;
  private ArtifactRef workspace;
  private ArtifactRef earlier;

  @BeforeEach
  void open() throws Exception {
    scenario = new Scenario(root);
    workspace = scenario.workspace(Map.of("a", "now"));
    earlier = scenario.workspace(Map.of("a", "before"));
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forged("ok with a failure", "says ok and carries a failure", it -> it.setFailure(why())),
        forged("failed without a why", "carries no failure", it -> it.setOk(false)),
        forged("no tool", "names no action or no tool", it -> it.setTool("")),
        forged("result no JSON", "is not JSON", it -> it.setResultJson("{\"a\":1} x")),
        forged("no such output", "the output of", it -> it.setOutput(Scenario.unknown())),
        forged(
            "hash that is a path",
            "is not in the artifact store",
            it -> it.setOutput(new ArtifactRef("../../etc/passwd", 1L, "text/plain"))),
        forged("other iteration", "is of iteration 1, not 2", it -> it.setIteration(1)),
        forged("other index", "observation 3 stands where 0 belongs", it -> it.setIndex(3)));
  }

  private static Failure why() {
    return new Failure(FailureKind.TOOL_FAILED, "no", null, List.of());
  }

  private static Arguments forged(
      String name, String problem, UnaryOperator<ObservationView.Builder> change) {
    return Arguments.of(name, problem, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void shouldNotAchieveWhenAnObservationIsForged(
      String name, String problem, UnaryOperator<ObservationView.Builder> change) throws Exception {
    // Given
    VerifyRequest request =
        request(workspace, exists("there", "a"))
            .setObservations(List.of(change.apply(ok(0, workspace)).build()))
            .build();

    // When // Then
    assertBroken(request, problem);
  }

  static Stream<Arguments> tears() {
    return Stream.of(
        torn(
            "more observations than planned",
            "none of them ended it",
            it -> it.setPlannedActions(0)),
        torn("fewer than planned", "none of them ended it", it -> it.setPlannedActions(2)),
        torn(
            "another step",
            "is not a verify step",
            it -> it.setRequest(new RequestRef("movies/2/PLAN/0/1", 2, Step.PLAN, 0, 1))),
        torn(
            "another loop's request id",
            "is not the derived movies/2/VERIFY/0/1",
            it -> it.setRequest(new RequestRef("other/2/VERIFY/0/1", 2, Step.VERIFY, 0, 1))),
        torn("impossible best", "is not between 0 and 1", it -> it.setBestScore(Double.NaN)),
        torn(
            "negative budget",
            "budget TOKENS is negative",
            it -> it.setLedger(List.of(new LedgerLine(BudgetDimension.TOKENS, 10L, -1L, 0L)))),
        torn(
            "budget twice",
            "budget TOKENS appears twice",
            it ->
                it.setLedger(
                    List.of(
                        new LedgerLine(BudgetDimension.TOKENS, 10L, 1L, 0L),
                        new LedgerLine(BudgetDimension.TOKENS, 10L, 1L, 0L)))));
  }

  private static Arguments torn(
      String name, String problem, UnaryOperator<VerifyRequest.Builder> change) {
    return Arguments.of(name, problem, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tears")
  void shouldNotAchieveWhenTheRequestContradictsItself(
      String name, String problem, UnaryOperator<VerifyRequest.Builder> change) throws Exception {
    // When // Then
    assertBroken(change.apply(request(workspace, exists("there", "a"))).build(), problem);
  }

  @Test
  void shouldNotAchieveWhenTheLastActionLeftAnotherWorkspace() throws Exception {
    // When // Then
    assertBroken(
        request(workspace, exists("there", "a"))
            .setObservations(List.of(ok(0, workspace).build(), ok(1, earlier).build()))
            .setPlannedActions(2)
            .build(),
        "the last action left workspace " + earlier.getSha256());
  }

  @Test
  void shouldJudgeWhenTheLastActionFailedAndEndedThePlan() throws Exception {
    // Given
    VerifyRequest request =
        request(workspace, exists("there", "a"))
            .setObservations(List.of(ok(0, workspace).build(), failed(1).build()))
            .setPlannedActions(5)
            .build();

    // When
    Judgement judgement = scenario.verification().judge(request);

    // Then
    assertThat(((Judgement.Made) judgement).view().getDecision())
        .isEqualTo(VerdictDecision.ACHIEVED);
  }

  static Stream<Arguments> unjudgeable() {
    var there = exists("there", "a");
    return Stream.of(
        torn("no checks", "the goal has no checks", it -> it.setChecks(List.of())),
        torn("name twice", "'there' is named twice", it -> it.setChecks(List.of(there, there))),
        torn(
            "weight zero",
            "has weight 0.0",
            it -> it.setChecks(List.of(Scenario.weighing(0, there)))),
        torn(
            "weight not a number",
            "has weight NaN",
            it -> it.setChecks(List.of(Scenario.weighing(Double.NaN, there)))),
        torn(
            "denied path no glob",
            "a denied path is not a glob",
            it -> it.setPolicy(new Policy(List.of(), List.of("[a"), List.of()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unjudgeable")
  void shouldEndTerminalWhenTheGoalCannotBeJudged(
      String name, String problem, UnaryOperator<VerifyRequest.Builder> change) throws Exception {
    // When
    Judgement judgement = scenario.verification().judge(change.apply(request(workspace)).build());

    // Then
    Failure failure = ((Judgement.NotMade) judgement).failure();
    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).contains(problem);
  }

  private void assertBroken(VerifyRequest request, String problem) throws Exception {
    var made = (Judgement.Made) scenario.verification().judge(request);
    assertThat(made.view().getFeedback()).contains(problem);
    assertThat(made.view().getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(made.view().getScore()).isZero();
    assertThat(made.view().getChecks()).noneMatch(io.loopline.event.CheckResult::getPassed);
  }
}
