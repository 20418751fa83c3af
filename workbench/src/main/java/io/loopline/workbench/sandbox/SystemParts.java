package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What of this machine a program sees, read-only: /usr with the folders that lead into it, the few
 * parts of /etc that installed programs cannot do without, the JDK this service runs on, and what
 * the deployment adds.
 */
final class SystemParts {
  /** Either links into /usr or, on older systems, folders of their own. */
  private static final List<String> BESIDE_USR =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

  private static final List<String> OF_ETC =
      List.of("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives");

  private final List<Path> readOnly = new ArrayList<>();
  private final List<String> mounts = new ArrayList<>();

  SystemParts(Path javaHome, List<Path> further) throws IOException {
    Path usr = Path.of("/usr");
    add(usr);
    for (String folder : BESIDE_USR) {
      besideUsr(Path.of(folder));
    }
    for (String path : OF_ETC) {
      addIfThere(Path.of(path));
    }
    // Debian's own JDK packages keep their settings here, without which no JVM starts
    try (DirectoryStream<Path> settings =
        Files.newDirectoryStream(Path.of("/etc"), "java-*-openjdk")) {
      settings.forEach(this::add);
    }
    if (!javaHome.startsWith(usr)) {
      add(javaHome);
    }
    further.forEach(this::add);
  }

  /** The options that put them into place. */
  List<String> mounts() {
    return List.copyOf(mounts);
  }

  /** Files and folders of this machine that must be reachable. */
  List<Path> readOnly() {
    return List.copyOf(readOnly);
  }

  private void besideUsr(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      mounts.addAll(
          List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString()));
    } else {
      addIfThere(folder);
    }
  }

  private void addIfThere(Path path) {
    if (Files.exists(path)) {
      add(path);
    }
  }

  private void add(Path path) {
    readOnly.add(path);
    mounts.addAll(List.of("--ro-bind", path.toString(), path.toString()));
  }
}
