package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

/** What became of a program. Whichever it is, no process of it is left. */
public sealed interface SandboxOutcome {

  /**
   * It ended.
   *
   * @param exitCode its exit code, or 128 and the number of the signal that ended it
   */
  record Exited(int exitCode, SandboxOutput output, SandboxUsage usage) implements SandboxOutcome {
    public Exited {
      requireNonNull(output, "output is null");
      requireNonNull(usage, "usage is null");
    }
  }

  /**
   * A limit ended it.
   *
   * @param message what the limit was and what was found
   */
  record Killed(SandboxLimit limit, String message, SandboxOutput output, SandboxUsage usage)
      implements SandboxOutcome {
    public Killed {
      requireNonNull(limit, "limit is null");
      requireNonNull(message, "message is null");
      requireNonNull(output, "output is null");
      requireNonNull(usage, "usage is null");
    }
  }

  /** The sandbox was there; the program or its folder was not. */
  record NotStarted(String reason) implements SandboxOutcome {
    public NotStarted {
      requireNonNull(reason, "reason is null");
    }
  }

  /** This machine has no sandbox, so nothing ran; the reason says what to install or change. */
  record NotAvailable(String reason) implements SandboxOutcome {
    public NotAvailable {
      requireNonNull(reason, "reason is null");
    }
  }

  /** Too many programs run; nothing was started. */
  record Busy() implements SandboxOutcome {}
}
