package io.loopline.planner.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionSpec;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.Producer;
import io.loopline.event.TokenUsage;
import io.loopline.planner.planning.PlanOutcome;
import io.loopline.planner.planning.PlanningEngine;
import io.loopline.planner.planning.Requests;
import io.loopline.tool.ToolContracts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanningHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final Producer PRODUCER = new Producer("planner-service", "planner-7", "0.1.0");

  private final PlanningHandler handler =
      new PlanningHandler(
          PlanningEngine.ofPlaybooks(ToolContracts.bundled().keySet()), PRODUCER, () -> NOW);

  @Test
  void shouldAnswerWithThePlanForTheRequest() throws InterruptedException {
    // Given
    ActionSpec action = Requests.action("load", "sql", "{\"script\":\"select {{ 40 + 2 }}\"}");
    PlanRequest request = Requests.request().step("first", null, action).build();

    // When
    PlanResult answer = handler.answer(request);

    // Then
    ActionSpec planned = Requests.action("load", "sql", "{\"script\":\"select 42\"}");
    Plan plan = new Plan("first", "because of first", List.of(planned));
    assertThat(answer).isEqualTo(answerTo(request, plan, null));
  }

  @Test
  void shouldAnswerWithTheFailureWhenThereIsNoPlan() throws InterruptedException {
    // Given
    PlanRequest request = Requests.request().step("s", "1").build();

    // When
    PlanResult answer = handler.answer(request);

    // Then
    Failure failure =
        new Failure(
            FailureKind.TERMINAL,
            "playbook step \"s\": planner.playbook[0].when: a condition must be true or false,"
                + " this is of type int",
            null,
            List.of());
    assertThat(answer).isEqualTo(answerTo(request, null, failure));
  }

  @Test
  void shouldAnswerARequestThatCameOverTheWireLikeTheOriginal()
      throws IOException, InterruptedException {
    // Given
    PlanRequest request =
        Requests.request()
            .input("tags", "[1]")
            .file("movies", "movies.json")
            .observed(1, "count", "{\"rows\":[[3]]}")
            .verdict(1, 0.5, Requests.check("types", false))
            .step(
                "fix",
                "failed('types') && observations.count.result.rows[0][0] == 3",
                Requests.action("a", "noop", "{\"v\":\"{{ [inputs, verdict, checks] }}\"}"))
            .build();

    // When
    PlanResult answer =
        handler.answer(PlanRequest.fromByteBuffer(PlanRequest.getEncoder().encode(request)));

    // Then
    assertThat(answer).isEqualTo(handler.answer(request));
    assertThat(answer.getPlan().getStep()).isEqualTo("fix");
    assertThat(PlanResult.fromByteBuffer(PlanResult.getEncoder().encode(answer))).isEqualTo(answer);
  }

  @Test
  void shouldCarryTheFailureOfTheWorkerWithoutPlanning() throws InterruptedException {
    // Given
    PlanningHandler neverPlans = new PlanningHandler(PlanningHandlerTest::bug, PRODUCER, () -> NOW);
    PlanRequest request = Requests.request().step("s", null).build();
    Failure failure = new Failure(FailureKind.TRANSIENT, "delivered twice", null, List.of());

    // When
    PlanResult answer = neverPlans.failure(request, failure);

    // Then
    assertThat(answer).isEqualTo(answerTo(request, null, failure));
  }

  private static PlanResult answerTo(
      PlanRequest request, @Nullable Plan plan, @Nullable Failure failure) {
    return new PlanResult(
        "loop-1/2/PLAN/0/1/answer",
        "loop-1",
        NOW,
        PRODUCER,
        request.getRequest(),
        plan,
        failure,
        new TokenUsage(0L, 0L, 0L, 0L, false, 0L, 0L),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  private static PlanOutcome bug(PlanRequest request) {
    throw new AssertionError("planned " + request);
  }
}
