package io.loopline.workbench.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The programs a sandbox is made with, by absolute path.
 *
 * @param setpriv changes the user; used when this process is root
 * @param prlimit sets limits, inside the sandbox
 */
record Programs(Path bwrap, Path setpriv, Path prlimit) {

  /** What looking for them came to. */
  sealed interface Search {
    /** All are there. */
    record Found(Programs programs) implements Search {}

    /** Some are not; in words. */
    record Missing(String reason) implements Search {}
  }

  List<Path> all() {
    return List.of(bwrap, setpriv, prlimit);
  }

  static Search find(String bwrap, String searchPath) {
    Optional<Path> found = executable(bwrap, searchPath);
    Optional<Path> setpriv = executable("setpriv", searchPath);
    Optional<Path> prlimit = executable("prlimit", searchPath);
    if (found.isPresent() && setpriv.isPresent() && prlimit.isPresent()) {
      return new Search.Found(new Programs(found.get(), setpriv.get(), prlimit.get()));
    }
    List<String> reasons = new ArrayList<>();
    if (found.isEmpty()) {
      reasons.add(
          "there is no program '%s'; install the Debian package bubblewrap, or name its program in %s"
              .formatted(bwrap, SandboxSettings.BWRAP));
    }
    if (setpriv.isEmpty() || prlimit.isEmpty()) {
      reasons.add("there is no setpriv or no prlimit; install the Debian package util-linux");
    }
    return new Search.Missing(String.join("; ", reasons));
  }

  private static Optional<Path> executable(String program, String searchPath) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program).toAbsolutePath().normalize()).filter(Programs::runs);
    }
    return Arrays.stream((searchPath + ":/usr/bin:/bin:/usr/sbin").split(File.pathSeparator))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Programs::runs)
        .findFirst();
  }

  private static boolean runs(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
