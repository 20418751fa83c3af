package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel says of one process in /proc. Everything there may vanish while it is read, so an
 * absent answer means a process that has ended.
 *
 * @param firstOfNamespace whether it is process 1 of a namespace below this one
 * @param tasks its threads
 * @param residentBytes memory it has, shared parts included
 * @param cpu CPU time it and the children it waited for took
 */
record ProcessFacts(
    long pid, boolean firstOfNamespace, int tasks, long residentBytes, Duration cpu) {
  private static final Path PROC = Path.of("/proc");
  private static final long MS_PER_TICK = 10; // USER_HZ is 100 wherever JDKs run

  static Optional<ProcessFacts> of(long pid) {
    try {
      String status = text(pid, "status");
      String stat = text(pid, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
        ticks += Long.parseLong(fields[field]);
      }
      String[] pids = line(status, "NSpid:").split("\\s+", -1);
      return Optional.of(
          new ProcessFacts(
              pid,
              pids.length > 1 && pids[pids.length - 1].equals("1"),
              (int) number(line(status, "Threads:")),
              number(line(status, "VmRSS:")) << 10,
              Duration.ofMillis(ticks * MS_PER_TICK)));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /** Its children; of one that has ended, none. */
  static List<Long> children(long pid) {
    List<Long> children = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process(pid).resolve("task"))) {
      for (Path task : tasks) {
        String text = Files.readString(task.resolve("children"), StandardCharsets.US_ASCII);
        for (String child : text.strip().split(" ", -1)) {
          if (!child.isEmpty()) {
            children.add(Long.parseLong(child));
          }
        }
      }
    } catch (IOException | RuntimeException _) {
      return children;
    }
    return children;
  }

  /** Memory with shared parts divided among those that share; empty if it cannot be told. */
  static Optional<Long> proportionalBytes(long pid) {
    try {
      return Optional.of(number(line(text(pid, "smaps_rollup"), "Pss:")) << 10);
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /** Whether it still runs: it has not ended, nor is it a zombie that waits to be noticed. */
  static boolean isAlive(long pid) {
    try {
      String stat = text(pid, "stat");
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  /** Whether this text stands in its command line. */
  static boolean isCalledWith(long pid, String text) {
    try {
      return text(pid, "cmdline").contains(text);
    } catch (IOException | RuntimeException _) {
      return false;
    }
  }

  /** The name of its process namespace; empty if it has ended or belongs to someone else. */
  static Optional<String> namespace(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(process(pid).resolve("ns/pid")).toString());
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  /** All processes of this machine that can be seen. */
  static List<Long> all() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
      processes.forEach(process -> pids.add(Long.valueOf(process.getFileName().toString())));
    }
    return pids;
  }

  /** How many processes and threads a user has. */
  static long tasksOf(int uid) throws IOException {
    long tasks = 0;
    for (long pid : all()) {
      try {
        if (Integer.valueOf(uid).equals(Files.getAttribute(process(pid), "unix:uid"))) {
          tasks += number(line(text(pid, "status"), "Threads:"));
        }
      } catch (IOException | RuntimeException _) {
        // it has ended
      }
    }
    return tasks;
  }

  private static Path process(long pid) {
    return PROC.resolve(Long.toString(pid));
  }

  private static String text(long pid, String file) throws IOException {
    return Files.readString(process(pid).resolve(file), StandardCharsets.ISO_8859_1);
  }

  /** The rest of the line that begins so; of a zombie, which has no memory, "0". */
  private static String line(String text, String name) {
    int at = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
    if (at == 0 && !text.startsWith(name)) {
      return "0";
    }
    int end = text.indexOf('\n', at);
    return text.substring(at + name.length(), end < 0 ? text.length() : end).strip();
  }

  private static long number(String value) {
    int space = value.indexOf(' ');
    return Long.parseLong(space < 0 ? value : value.substring(0, space));
  }
}
