package io.loopline.codec;

import io.loopline.core.CommandContent;
import io.loopline.core.CommandKind;
import io.loopline.core.Dimension;
import io.loopline.core.LoopEvent;
import io.loopline.event.ActionSpec;
import io.loopline.event.BudgetLimit;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import io.loopline.event.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What people tell a loop, as core events. */
final class CommandCodec {
  /** Enough to tell one loop's commands apart; each is kept in its state. */
  private static final int ID_BYTES = 8;

  private CommandCodec() {}

  static LoopEvent.CommandReceived decode(LoopInput input, LoopCommand command, Instant at) {
    return new LoopEvent.CommandReceived(
        at,
        Symbols.translate(command.getKind(), CommandKind.class),
        CommandText.clip(command.getRequestedBy()),
        CommandText.clip(command.getReason()),
        content(input, command));
  }

  private static CommandContent content(LoopInput input, LoopCommand command) {
    List<String> errors = new ArrayList<>(input.getErrors());
    Plan plan = input.getPlan();
    Map<Dimension, Long> limits = Map.of();
    int tokens = 0;
    List<ActionSpec> actions = List.of();
    switch (command.getKind()) {
      case SIGNAL -> {
        errors.addAll(CommandText.problems(command));
        tokens = ContextRows.tokens(CommandText.of(command).length());
      }
      case REJECT -> tokens = ContextRows.tokens(CommandText.of(command).length());
      case EDIT -> {
        if (plan == null && errors.isEmpty()) {
          errors.add("it brings no plan");
        } else if (plan != null) {
          tokens = ContextRows.tokens(plan);
          actions = plan.getActions();
        }
      }
      case AMEND_BUDGET -> limits = limits(command, errors);
      case CANCEL, PAUSE, RESUME, APPROVE, UNRECOGNIZED -> {}
    }
    return new CommandContent(
        digest(command.getEventId()),
        command.getIteration(),
        tokens,
        PlannedActions.decode(actions),
        actions.stream().map(EventDecoder::signature).toList(),
        limits,
        errors);
  }

  /** Limits by dimension; what cannot be one is an error. */
  private static Map<Dimension, Long> limits(LoopCommand command, List<String> errors) {
    if (command.getLimits().isEmpty()) {
      return command.getBudgets() == null ? Map.of() : GoalTermsCodec.limits(command.getBudgets());
    }
    Map<Dimension, Long> limits = new EnumMap<>(Dimension.class);
    for (BudgetLimit limit : command.getLimits()) {
      Dimension dimension = Symbols.translate(limit.getDimension(), Dimension.class);
      if (limits.put(dimension, limit.getLimit()) != null) {
        errors.add(dimension + " is named twice");
      }
    }
    return limits;
  }

  private static String digest(String eventId) {
    if (eventId.isBlank()) {
      return "";
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
