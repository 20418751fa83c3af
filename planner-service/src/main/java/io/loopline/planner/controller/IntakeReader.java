package io.loopline.planner.controller;

import io.loopline.codec.goal.GoalHash;
import io.loopline.codec.goal.GoalProblem;
import io.loopline.codec.goal.GoalResolutions;
import io.loopline.codec.goal.GoalValidation;
import io.loopline.codec.goal.PlanText;
import io.loopline.event.CommandKind;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.InputKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.model.catalogue.GoalModels;
import io.loopline.planner.planning.PlaybookLint;
import io.loopline.serde.EventFormat;
import io.loopline.serde.RegistryUnreachable;
import io.loopline.serde.UnknownSchemaId;
import io.loopline.topic.LoopTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** What people send, as inputs of loops: decoded, and a goal validated as a whole. */
final class IntakeReader {
  /** Room that a goal leaves for what the inbox record adds to it. */
  private static final int MAX_VALUE_BYTES = LoopTopics.MAX_EVENT_BYTES - 16 * 1024;

  private static final int MAX_LOOP_ID_CHARACTERS = 128;
  private static final int MAX_ERRORS = 50;
  private static final int MAX_ERROR_CHARACTERS = 300;
  private static final Pattern LOOP_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final ControllerEdge edge;
  private final GoalModels models;

  IntakeReader(ControllerEdge edge) {
    this.edge = edge;
    this.models = new GoalModels(edge.models());
  }

  /** Either an input for the inbox or a reason to set the record aside. */
  sealed interface Read {}

  record Accepted(LoopInput input) implements Read {}

  record Refused(Rejection rejection) implements Read {}

  Read read(RawInput input, Instant now) {
    byte[] value = input.value();
    if (value == null) {
      return refused(DeadLetterReason.UNDECODABLE, "the record has no value");
    }
    if (value.length > MAX_VALUE_BYTES) {
      return refused(
          DeadLetterReason.OVERSIZED,
          "%d bytes are more than %d; put large inputs into the artifact store and refer to them"
              .formatted(value.length, MAX_VALUE_BYTES));
    }
    try {
      return decode(input, value, now);
    } catch (RegistryUnreachable unreachable) {
      throw unreachable;
    } catch (UnknownSchemaId unknown) {
      return refused(DeadLetterReason.UNKNOWN_SCHEMA, unknown);
    } catch (SerializationException undecodable) {
      return refused(DeadLetterReason.UNDECODABLE, undecodable);
    } catch (KafkaException broken) {
      throw broken;
    } catch (RuntimeException bug) {
      return new Refused(Rejection.ofBug(bug));
    }
  }

  private Read decode(RawInput input, byte[] value, Instant now) {
    EventFormat codec = edge.codec();
    return input.topic().equals(LoopTopics.GOALS.name())
        ? goal(input, codec.decode(LoopTopics.GOALS, value), now)
        : command(input, codec.decode(LoopTopics.COMMANDS, value), now);
  }

  private Read goal(RawInput input, Goal goal, Instant now) {
    List<String> errors = errors(goal);
    return new Accepted(
        envelope(input, usableId(input, goal.getLoopId()), now)
            .setKind(InputKind.GOAL)
            .setGoal(goal)
            .setGoalHash(GoalHash.of(goal))
            .setErrors(errors)
            .setResolution(errors.isEmpty() ? resolution(goal) : null)
            .build());
  }

  private GoalResolution resolution(Goal goal) {
    return models.withRoom(
        goal,
        GoalResolutions.of(
            goal,
            models.priceOf(goal),
            models.judgesOf(goal),
            edge.concurrency().of(goal.getLabels())));
  }

  /**
   * The id a goal's result gets. A blank one cannot be a key, and an overlong one, as the key of
   * every later record, would make them larger than a broker takes: their goals, invalid in any
   * case, are rejected under the coordinates of their record.
   */
  private static String usableId(RawInput input, String loopId) {
    return loopId.isBlank() || loopId.length() > MAX_LOOP_ID_CHARACTERS
        ? "invalid-goal-%d-%d".formatted(input.source().getPartition(), input.source().getOffset())
        : loopId;
  }

  /** All errors at once, within the size of an event. */
  private List<String> errors(Goal goal) {
    List<String> errors = new ArrayList<>(GoalValidation.errors(goal));
    if (errors.isEmpty()) {
      errors.addAll(PlaybookLint.errors(goal.getPlanner().getPlaybook()));
      errors.addAll(models.errors(goal));
    }
    return shown(errors);
  }

  private static List<String> shown(List<String> errors) {
    int more = errors.size() - MAX_ERRORS;
    List<String> shown = new ArrayList<>();
    for (String error : errors.subList(0, Math.min(errors.size(), MAX_ERRORS))) {
      shown.add(
          error.length() <= MAX_ERROR_CHARACTERS
              ? error
              : error.substring(0, MAX_ERROR_CHARACTERS) + "…");
    }
    if (more > 0) {
      shown.add(more + " more errors");
    }
    return shown;
  }

  private Read command(RawInput input, LoopCommand command, Instant now) {
    if (!LOOP_ID.matcher(command.getLoopId()).matches()) {
      return refused(DeadLetterReason.INVALID, "'" + command.getLoopId() + "' is not a loop id");
    }
    LoopInput.Builder accepted =
        envelope(input, command.getLoopId(), now).setKind(InputKind.COMMAND).setCommand(command);
    if (command.getKind() == CommandKind.EDIT) {
      PlanText.Reading edited = PlanText.read(command.getText() == null ? "" : command.getText());
      accepted
          .setPlan(edited.plan())
          .setErrors(shown(edited.problems().stream().map(GoalProblem::text).toList()));
    }
    return new Accepted(accepted.build());
  }

  private LoopInput.Builder envelope(RawInput input, String loopId, Instant now) {
    String coordinates =
        "%s/%d/%d"
            .formatted(input.topic(), input.source().getPartition(), input.source().getOffset());
    return LoopInput.newBuilder()
        .setEventId(coordinates)
        .setLoopId(loopId)
        .setOccurredAt(now)
        .setProducer(edge.producer())
        .setOrigin(input.source());
  }

  private static Read refused(DeadLetterReason reason, String message) {
    return new Refused(new Rejection(reason, message, null));
  }

  private static Read refused(DeadLetterReason reason, RuntimeException cause) {
    return new Refused(new Rejection(reason, String.valueOf(cause.getMessage()), cause));
  }
}
