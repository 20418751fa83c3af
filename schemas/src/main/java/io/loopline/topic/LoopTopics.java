package io.loopline.topic;

import static io.loopline.topic.Party.ANYONE;
import static io.loopline.topic.Party.CONTROLLER;
import static io.loopline.topic.Party.DOWNSTREAM;
import static io.loopline.topic.Party.EXECUTOR;
import static io.loopline.topic.Party.INTAKE;
import static io.loopline.topic.Party.LIMITER;
import static io.loopline.topic.Party.OPERATOR;
import static io.loopline.topic.Party.PLANNING_WORKER;
import static io.loopline.topic.Party.VERIFIER;

import io.loopline.event.ActionClaim;
import io.loopline.event.ActionRequest;
import io.loopline.event.DeadLetter;
import io.loopline.event.Goal;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.LoopResult;
import io.loopline.event.LoopTransition;
import io.loopline.event.MemoryFact;
import io.loopline.event.Observation;
import io.loopline.event.PermitRequest;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import io.loopline.event.Verdict;
import io.loopline.event.VerifyRequest;
import io.loopline.event.WorkerSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The topics of a deployment. Constants only. */
public final class LoopTopics {
  /** Largest encoded event, in bytes, with the five bytes of the wire format. */
  public static final int MAX_EVENT_BYTES = 256 * 1024;

  /** Largest batch the broker takes: one largest event with its key, headers and framing. */
  public static final int MAX_BATCH_BYTES = MAX_EVENT_BYTES + 16 * 1024;

  private static final Duration HISTORY = Duration.ofDays(30);

  /**
   * Causes outlive the transitions they explain. A broker removes whole segments, and the cause is
   * the older record of the two, so it gets a day more.
   */
  private static final Duration CAUSES = HISTORY.plusDays(1);

  private static final Duration SIGNALS = Duration.ofDays(1);

  public static final LoopTopic<Goal> GOALS =
      keep("loop.goals", Goal.class, CAUSES, List.of(ANYONE), List.of(INTAKE));
  public static final LoopTopic<LoopCommand> COMMANDS =
      keep("loop.commands", LoopCommand.class, CAUSES, List.of(ANYONE), List.of(INTAKE));
  public static final LoopTopic<LoopInput> INBOX =
      keep(
          "loop.inbox",
          LoopInput.class,
          CAUSES,
          List.of(INTAKE, CONTROLLER, LIMITER),
          List.of(CONTROLLER, OPERATOR));
  public static final LoopTopic<PermitRequest> PERMITS =
      new LoopTopic<>(
          "loop.permits",
          PermitRequest.class,
          Cleanup.DELETE,
          HISTORY,
          new Route("label as NAME=VALUE", List.of(CONTROLLER), List.of(LIMITER, OPERATOR)));
  public static final LoopTopic<PlanRequest> PLAN_REQUESTS =
      keep(
          "loop.plan-requests",
          PlanRequest.class,
          HISTORY,
          List.of(CONTROLLER),
          List.of(PLANNING_WORKER, OPERATOR));
  public static final LoopTopic<PlanResult> PLANS =
      keep(
          "loop.plans",
          PlanResult.class,
          CAUSES,
          List.of(PLANNING_WORKER),
          List.of(CONTROLLER, OPERATOR));
  public static final LoopTopic<ActionRequest> ACTION_REQUESTS =
      keep(
          "loop.action-requests",
          ActionRequest.class,
          HISTORY,
          List.of(CONTROLLER),
          List.of(EXECUTOR, OPERATOR));
  public static final LoopTopic<Observation> OBSERVATIONS =
      keep(
          "loop.observations",
          Observation.class,
          CAUSES,
          List.of(EXECUTOR),
          List.of(CONTROLLER, OPERATOR));
  public static final LoopTopic<VerifyRequest> VERIFY_REQUESTS =
      keep(
          "loop.verify-requests",
          VerifyRequest.class,
          HISTORY,
          List.of(CONTROLLER),
          List.of(VERIFIER, OPERATOR));
  public static final LoopTopic<Verdict> VERDICTS =
      keep(
          "loop.verdicts", Verdict.class, CAUSES, List.of(VERIFIER), List.of(CONTROLLER, OPERATOR));
  public static final LoopTopic<ActionClaim> CLAIMS =
      keep(
          "loop.claims",
          ActionClaim.class,
          CAUSES,
          List.of(EXECUTOR),
          List.of(CONTROLLER, OPERATOR));
  public static final LoopTopic<WorkerSignal> WORKER_SIGNALS =
      keep(
          "loop.worker-signals",
          WorkerSignal.class,
          SIGNALS,
          List.of(CONTROLLER),
          List.of(PLANNING_WORKER, EXECUTOR, VERIFIER));
  public static final LoopTopic<LoopResult> RESULTS =
      keep(
          "loop.results",
          LoopResult.class,
          HISTORY,
          List.of(CONTROLLER),
          List.of(DOWNSTREAM, PLANNING_WORKER));
  public static final LoopTopic<LoopTransition> TRANSITIONS =
      keep(
          "loop.transitions",
          LoopTransition.class,
          HISTORY,
          List.of(CONTROLLER),
          List.of(DOWNSTREAM, OPERATOR));
  public static final LoopTopic<DeadLetter> DEAD_LETTERS =
      new LoopTopic<>(
          "loop.dead-letters",
          DeadLetter.class,
          Cleanup.DELETE,
          HISTORY,
          new Route(
              "topic/partition/offset of the record that was set aside",
              List.of(INTAKE, CONTROLLER, LIMITER, PLANNING_WORKER, EXECUTOR, VERIFIER),
              List.of(OPERATOR, DOWNSTREAM)));
  public static final LoopTopic<MemoryFact> MEMORY =
      new LoopTopic<>(
          "loop.memory",
          MemoryFact.class,
          Cleanup.COMPACT,
          Duration.ofDays(1),
          new Route(
              "scope/fact id",
              List.of(PLANNING_WORKER, OPERATOR),
              List.of(PLANNING_WORKER, OPERATOR)));

  private static final List<LoopTopic<?>> ALL =
      List.of(
          GOALS,
          COMMANDS,
          INBOX,
          PERMITS,
          PLAN_REQUESTS,
          PLANS,
          ACTION_REQUESTS,
          OBSERVATIONS,
          VERIFY_REQUESTS,
          VERDICTS,
          CLAIMS,
          WORKER_SIGNALS,
          RESULTS,
          TRANSITIONS,
          DEAD_LETTERS,
          MEMORY);

  private LoopTopics() {}

  /** Every topic, in the order of the documents. */
  public static List<LoopTopic<?>> all() {
    return ALL;
  }

  /** Topics whose records make the controller decide: what a replay reads. */
  public static List<LoopTopic<?>> causes() {
    return List.of(INBOX, PLANS, OBSERVATIONS, VERDICTS, CLAIMS);
  }

  /** The topic of this name; empty when the name is not one of Loopline's. */
  public static Optional<LoopTopic<?>> byName(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  private static <T extends SpecificRecord> LoopTopic<T> keep(
      String name, Class<T> type, Duration retention, List<Party> from, List<Party> to) {
    return new LoopTopic<>(name, type, Cleanup.DELETE, retention, Route.byLoop(from, to));
  }
}
