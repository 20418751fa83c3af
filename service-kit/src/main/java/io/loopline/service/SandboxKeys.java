package io.loopline.service;

import java.util.List;
import java.util.Map;

/**
 * The settings of the sandbox, declared once for the services that run programs; what they mean to
 * it is the workbench's business, so they are handed over as text.
 */
public final class SandboxKeys {
  private static final String PREFIX = "loopline.sandbox.";

  private static final Setting<String> BWRAP =
      Setting.text(PREFIX + "bwrap", "bwrap", "program", "bubblewrap's program: a name or a path");
  private static final Setting<String> READ_ONLY =
      Setting.text(
          PREFIX + "read-only",
          "",
          "paths, separated like a class path",
          "further files and folders that programs see, read-only, at their own paths");
  private static final Setting<Integer> UID =
      Setting.integer(
          PREFIX + "uid",
          65520,
          1,
          2_000_000_000,
          "user and group id programs run as when the service runs as root; needs no account");
  private static final Setting<Integer> PROCESSES =
      Setting.integer(
          PREFIX + "processes", 256, 1, 32_768, "processes and threads of one program at once");
  private static final Setting<Integer> CORES =
      Setting.integer(
          PREFIX + "cores", 2, 1, 1_024, "CPU time of a program is its wall time, this many times");
  private static final Setting<Integer> TMP =
      Setting.integer(
          PREFIX + "tmp-mib", 64, 1, 65_536, "mebibytes a program's /tmp may hold, in memory");

  /** What {@link #read} reads. */
  public static final List<Setting<?>> SETTINGS =
      List.of(BWRAP, READ_ONLY, UID, PROCESSES, CORES, TMP);

  private SandboxKeys() {}

  /** Every one of them by its name without {@code loopline.sandbox.}, checked. */
  public static Map<String, String> read(Settings settings) {
    return Map.of(
        "bwrap", settings.get(BWRAP),
        "read-only", settings.get(READ_ONLY),
        "uid", settings.get(UID).toString(),
        "processes", settings.get(PROCESSES).toString(),
        "cores", settings.get(CORES).toString(),
        "tmp-mib", settings.get(TMP).toString());
  }
}
