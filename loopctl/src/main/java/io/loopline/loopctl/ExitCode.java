package io.loopline.loopctl;

/** The exit codes of the command line; part of its contract with scripts. */
public final class ExitCode {
  /** The command did what it says. */
  public static final int OK = 0;

  /** The loop ended in anything but SUCCEEDED, or a replay differs from the record. */
  public static final int NOT_SUCCEEDED = 1;

  /** Wrong usage or bad input; nothing was submitted. */
  public static final int BAD_INPUT = 2;

  /** Broker, registry or a service cannot be reached or started. */
  public static final int NOT_REACHABLE = 3;

  /** A bug in Loopline itself. */
  public static final int BUG = 70;

  private ExitCode() {}
}
