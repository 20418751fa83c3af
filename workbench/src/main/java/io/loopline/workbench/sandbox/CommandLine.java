package io.loopline.workbench.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The command line of a sandbox: {@code [setpriv … --] bwrap … -- prlimit … -- argv}. Limits are
 * set inside, so that they bind the program and not what builds its walls, and so that a program
 * that does not exist is told from one that fails. Pure.
 *
 * @param asUid the user to become first; 0 to stay who this process is
 */
record CommandLine(Programs programs, SystemParts system, AccountFiles accounts, int asUid) {
  private static final String WORKSPACE = "/workspace";
  private static final long SHARED_MEMORY_BYTES = 16L << 20;
  private static final int OPEN_FILES = 1024;

  /**
   * Builds it.
   *
   * @param mark unlike that of any other run; stands in the command line of the sandbox's first
   *     process, which lives as long as any other of it
   * @param runningTasks processes and threads the user has already, which the kernel's limit on
   *     processes may count too
   */
  List<String> of(SandboxRequest request, String mark, Path javaHome, long runningTasks) {
    List<String> line = new ArrayList<>();
    if (asUid != 0) {
      String id = Integer.toString(asUid);
      line.addAll(List.of(programs.setpriv().toString(), "--reuid", id, "--regid", id));
      line.addAll(List.of("--clear-groups", "--no-new-privs"));
      line.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--"));
    }
    line.add(programs.bwrap().toString());
    line.addAll(walls());
    line.addAll(mounts(request));
    environment(request, javaHome)
        .forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
    line.addAll(List.of("--setenv", "LOOPLINE_SANDBOX", mark));
    line.add("--");
    line.addAll(limits(request.limits(), runningTasks));
    line.addAll(request.argv());
    return line;
  }

  private static List<String> walls() {
    String id = Integer.toString(AccountFiles.UID);
    return List.of(
        "--unshare-user", // named beside --unshare-all because --disable-userns asks for it
        "--unshare-all",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--uid",
        id,
        "--gid",
        id,
        "--hostname",
        "loopline");
  }

  private List<String> mounts(SandboxRequest request) {
    SandboxLimits limits = request.limits();
    List<String> mounts = new ArrayList<>(List.of("--proc", "/proc", "--dev", "/dev"));
    mounts.addAll(tmpfs("/dev/shm", SHARED_MEMORY_BYTES));
    mounts.addAll(List.of("--remount-ro", "/dev"));
    mounts.addAll(tmpfs("/tmp", limits.tmpBytes()));
    mounts.addAll(system.mounts()); // some may lie below /tmp
    mounts.addAll(accounts.mounts());
    mounts.addAll(List.of("--bind", request.workspace().toString(), WORKSPACE));
    mounts.addAll(List.of("--remount-ro", "/"));
    String folder = request.cwd().isEmpty() ? WORKSPACE : WORKSPACE + "/" + request.cwd();
    mounts.addAll(List.of("--chdir", folder));
    return mounts;
  }

  private static List<String> tmpfs(String folder, long bytes) {
    return List.of("--size", Long.toString(bytes), "--perms", "1777", "--tmpfs", folder);
  }

  private static SortedMap<String, String> environment(SandboxRequest request, Path javaHome) {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", javaHome.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", "/tmp");
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", javaHome.toString());
    // a JVM sizes its heap by the memory of the machine, which is not what it may use here
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx" + (request.limits().memoryBytes() >> 21) + "m");
    environment.putAll(request.environment());
    return environment;
  }

  private List<String> limits(SandboxLimits limits, long runningTasks) {
    long cpuSeconds = limits.cpu().toSeconds() + 1;
    // the supervisor enforces the limits themselves; these hold what is too fast for it
    long tasks = runningTasks + 4L * limits.processes();
    return List.of(
        programs.prlimit().toString(),
        "--core=0",
        "--nofile=" + OPEN_FILES,
        "--fsize=" + limits.workspaceBytes(),
        "--data=" + 2 * limits.memoryBytes(),
        "--cpu=" + cpuSeconds + ":" + (cpuSeconds + 1),
        "--nproc=" + tasks,
        "--");
  }
}
