package io.loopline.loopctl.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells under /proc; on other systems nothing is known. Stateless. */
final class Kernel {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB");

  /** Values that forbid user namespaces to people without privileges. */
  private static final Map<String, String> FORBIDDING =
      Map.of(
          "sys/user/max_user_namespaces", "0",
          "sys/kernel/unprivileged_userns_clone", "0",
          "sys/kernel/apparmor_restrict_unprivileged_userns", "1");

  private Kernel() {}

  /** Memory that can be had without swapping. */
  static OptionalLong availableMemory() {
    return text("meminfo").map(Kernel::available).orElseGet(OptionalLong::empty);
  }

  static OptionalLong available(String meminfo) {
    Matcher line = AVAILABLE.matcher(meminfo);
    return line.find()
        ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024)
        : OptionalLong.empty();
  }

  /** The kernel's setting that forbids user namespaces; empty when none of the known ones does. */
  static Optional<String> forbidsUserNamespaces() {
    return FORBIDDING.entrySet().stream()
        .filter(setting ->
            text(setting.getKey()).map(String::strip).equals(Optional.of(setting.getValue())))
        .map(setting -> "/proc/" + setting.getKey() + " is " + setting.getValue())
        .sorted()
        .findFirst();
  }

  /** The program that listens on this port; only known for processes of the same user. */
  static Optional<String> listener(int port) {
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Optional<String> inode = text(table).flatMap(text -> inode(text, port));
      if (inode.isPresent()) {
        return owner("socket:[" + inode.get() + "]");
      }
    }
    return Optional.empty();
  }

  /** The inode of the socket that listens on the port, in the form of /proc/net/tcp. */
  static Optional<String> inode(String table, int port) {
    String local = String.format(Locale.ROOT, ":%04X", port);
    return table
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(cells -> cells.length > 9 && cells[1].endsWith(local) && cells[3].equals("0A"))
        .map(cells -> cells[9])
        .findFirst();
  }

  private static Optional<String> owner(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .findFirst()
        .map(process ->
            "pid %d%s"
                .formatted(
                    process.pid(),
                    process.info().command().map(command -> " (" + command + ")").orElse("")));
  }

  private static boolean holds(long pid, String socket) {
    Path files = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> open = Files.newDirectoryStream(files)) {
      for (Path file : open) {
        if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException _) {
      // of another user, or gone: not known
    }
    return false;
  }

  private static Optional<String> text(String name) {
    try {
      return Optional.of(Files.readString(PROC.resolve(name)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
