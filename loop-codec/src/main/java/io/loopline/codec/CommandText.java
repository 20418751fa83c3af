package io.loopline.codec;

import io.loopline.event.LoopCommand;
import java.util.List;

/** Commands in the words a planner reads. Pure. */
final class CommandText {
  /** A longer text belongs into a goal's constraints or an input file. */
  static final int MAX_SIGNAL_CHARACTERS = 4_000;

  private static final int MAX_NOTE_CHARACTERS = 1_000;

  private CommandText() {}

  /** What is wrong with the text of a signal; empty when nothing is. */
  static List<String> problems(LoopCommand signal) {
    String text = signal.getText();
    if (text == null || text.isBlank()) {
      return List.of("it has no text");
    }
    return text.length() > MAX_SIGNAL_CHARACTERS
        ? List.of(
            "its text has %,d characters, more than %,d"
                .formatted(text.length(), MAX_SIGNAL_CHARACTERS))
        : List.of();
  }

  /** The context entry that a SIGNAL or a REJECT becomes. */
  static String of(LoopCommand command) {
    return switch (command.getKind()) {
      case SIGNAL -> command.getText() == null ? "" : command.getText();
      case REJECT ->
          "The plan was rejected"
              + (command.getRequestedBy().isBlank() ? "" : " by " + clip(command.getRequestedBy()))
              + (command.getReason().isBlank() ? "." : ": " + clip(command.getReason()));
      case CANCEL, PAUSE, RESUME, APPROVE, EDIT, AMEND_BUDGET, UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "bug: no context entry is made of the command " + command.getKind());
    };
  }

  /** Text of a person that goes into notes and so into every reader's terminal. */
  static String clip(String text) {
    return text.length() <= MAX_NOTE_CHARACTERS
        ? text
        : text.substring(0, MAX_NOTE_CHARACTERS) + "…";
  }
}
