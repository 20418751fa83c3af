package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import io.loopline.workbench.workspace.WorkspaceLimits;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
  static final String BWRAP = "loopline.sandbox.bwrap";
  static final String READ_ONLY = "loopline.sandbox.read-only";

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

  /**
   * Reads the settings of a service by their names without the prefix; what is absent has its
   * default.
   *
   * @throws NumberFormatException if a number is none
   */
  public static SandboxSettings from(Map<String, String> settings) {
    return new SandboxSettings(
        settings.getOrDefault("bwrap", DEFAULT.bwrap()),
        paths(settings.getOrDefault("read-only", "")),
        number(settings, "uid", DEFAULT.uid()),
        number(settings, "processes", DEFAULT.processes()),
        number(settings, "cores", DEFAULT.cores()),
        number(settings, "tmp-mib", DEFAULT.tmpMebibytes()));
  }

  private static int number(Map<String, String> settings, String name, int absent) {
    String text = settings.get(name);
    return text == null ? absent : Integer.parseInt(text);
  }

  /** A list of paths, separated like a class path. */
  private static List<Path> paths(String text) {
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
