package io.loopline.loopctl;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command with one line on standard error and an exit code. The message says what is wrong
 * and what to do; the cause, when given, is shown only with {@code --verbose}.
 */
public final class CliFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public CliFailure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /** {@code cause} is null when the message says all there is to know. */
  public CliFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.exitCode = exitCode;
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
