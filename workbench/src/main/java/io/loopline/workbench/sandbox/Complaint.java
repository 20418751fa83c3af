package io.loopline.workbench.sandbox;

import java.util.List;

/** Reads what the programs that make a sandbox say when they cannot. Stateless. */
final class Complaint {
  private static final String NOT_EXECUTED = "prlimit: failed to execute ";
  private static final List<String> BUILDERS = List.of("bwrap: ", "setpriv: ");

  private Complaint() {}

  static boolean isOfTheProgramStart(int exitCode, String firstLine) {
    return (exitCode == 126 || exitCode == 127) && firstLine.startsWith(NOT_EXECUTED);
  }

  static String startReason(String program, String firstLine) {
    String why = firstLine.substring(firstLine.lastIndexOf(':') + 1).strip();
    return "the program '" + program + "' cannot be started in the sandbox: " + why;
  }

  static boolean mayBeOfTheSandbox(int exitCode, String firstLine) {
    return exitCode != 0
        && (BUILDERS.stream().anyMatch(firstLine::startsWith)
            || (firstLine.startsWith("prlimit: ") && !firstLine.startsWith(NOT_EXECUTED)));
  }

  static String sandboxReason(String stderr, Programs programs) {
    String said = stderr.lines().findFirst().orElse("it said nothing");
    return "bwrap ("
        + programs.bwrap()
        + ") cannot build a sandbox here: "
        + said
        + "; unprivileged user namespaces must be allowed (sysctl user.max_user_namespaces,"
        + " kernel.unprivileged_userns_clone or kernel.apparmor_restrict_unprivileged_userns;"
        + " in a container, its seccomp profile)";
  }
}
