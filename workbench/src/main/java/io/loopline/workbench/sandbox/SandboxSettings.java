package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import io.loopline.workbench.workspace.WorkspaceLimits;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a deployment decides about its sandbox.
 *
 * @param bwrap name or path of bubblewrap's program
 * @param readOnly further files and folders that programs see, read-only, at their own paths
 * @param uid user and group id programs run as when this service runs as root; needs no account
 * @param processes processes and threads of one program at once
 * @param cores CPU time a program may take is its wall time, this many times
 * @param tmpMebibytes what its /tmp may hold, in memory
 */
public record SandboxSettings(
    String bwrap, List<Path> readOnly, int uid, int processes, int cores, int tmpMebibytes) {
  public static final String BWRAP = "loopline.sandbox.bwrap";
  public static final String READ_ONLY = "loopline.sandbox.read-only";
  public static final String UID = "loopline.sandbox.uid";
  public static final String PROCESSES = "loopline.sandbox.processes";
  public static final String CORES = "loopline.sandbox.cores";
  public static final String TMP = "loopline.sandbox.tmp-mib";

  public static final SandboxSettings DEFAULT =
      new SandboxSettings("bwrap", List.of(), 65520, 256, 2, 64);

  public SandboxSettings {
    requireNonNull(bwrap, "bwrap is null");
    readOnly = List.copyOf(readOnly);
    if (uid <= 0 || processes <= 0 || cores <= 0 || tmpMebibytes <= 0) {
      throw new IllegalArgumentException(
          "not positive: uid %d, processes %d, cores %d, tmp %d MiB"
              .formatted(uid, processes, cores, tmpMebibytes));
    }
  }

  /** Reads a list of paths as the property has it, separated like a class path. */
  public static List<Path> paths(String text) {
    return Arrays.stream(text.split(File.pathSeparator))
        .map(String::strip)
        .filter(path -> !path.isEmpty())
        .map(path -> Path.of(path).toAbsolutePath().normalize())
        .toList();
  }

  /** The limits of one program: what its step says, and the rest from here. */
  public SandboxLimits limits(
      Duration wall, long memoryBytes, long outputBytes, long workspaceBytes) {
    return new SandboxLimits(
        wall,
        wall.multipliedBy(cores),
        memoryBytes,
        processes,
        outputBytes,
        workspaceBytes,
        WorkspaceLimits.DEFAULT.maxFiles(),
        (long) tmpMebibytes << 20);
  }
}
