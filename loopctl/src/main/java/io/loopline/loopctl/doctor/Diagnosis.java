package io.loopline.loopctl.doctor;

import io.loopline.loopctl.doctor.Finding.Verdict;
import io.loopline.loopctl.doctor.Machine.Holder;
import io.loopline.loopctl.doctor.Machine.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Judges what the probes found. Pure. */
final class Diagnosis {
  static final int JAVA = 25;
  static final long MEMORY_BYTES = 1L << 30;
  static final long DISK_BYTES = 1L << 30;

  private final Machine machine;

  private Diagnosis(Machine machine) {
    this.machine = machine;
  }

  /** First what the local stack needs, then what further features and tests need. */
  static List<Finding> of(Machine machine) {
    Diagnosis diagnosis = new Diagnosis(machine);
    List<Finding> findings = new ArrayList<>();
    findings.add(diagnosis.java());
    findings.add(Programs.maven(machine.answer(Program.MAVEN)));
    findings.add(diagnosis.ports());
    findings.add(diagnosis.memory());
    findings.add(diagnosis.disk());
    findings.add(diagnosis.directory());
    findings.add(Programs.bubblewrap(machine));
    findings.addAll(Programs.optional(machine));
    return List.copyOf(findings);
  }

  private Finding java() {
    String found = machine.java().version() + " in " + machine.java().home();
    if (machine.java().version().feature() < JAVA) {
      return necessary(
          "JDK", Verdict.BROKEN, found, "nothing runs below " + JAVA + "; install a JDK " + JAVA);
    }
    return machine.java().compiler()
        ? necessary("JDK", Verdict.OK, found, "")
        : necessary(
            "JDK",
            Verdict.BROKEN,
            found + ", without javac",
            "nothing can be built; install a JDK " + JAVA + ", not only a runtime");
  }

  private Finding ports() {
    List<Port> taken =
        machine.ports().stream().filter(port -> port.holder() instanceof Holder.Another).toList();
    if (!taken.isEmpty()) {
      return necessary(
          "ports",
          Verdict.BROKEN,
          taken.stream().map(Diagnosis::words).collect(Collectors.joining("; ")),
          "./loop up refuses to start; end that program, or use other ports: ./loop up"
              + " --port-offset 1000");
    }
    String found = machine.ports().stream().map(Diagnosis::words).collect(Collectors.joining("; "));
    if (machine.stackRuns()) {
      found = "all used by the running local stack: " + numbers();
    } else if (machine.ports().stream().allMatch(port -> port.holder() instanceof Holder.Nobody)) {
      found = "free: " + numbers();
    }
    return necessary("ports", Verdict.OK, found, "");
  }

  private String numbers() {
    return machine.ports().stream()
        .map(port -> Integer.toString(port.number()))
        .collect(Collectors.joining(", "));
  }

  private static String words(Port port) {
    String holder =
        switch (port.holder()) {
          case Holder.Nobody _ -> "free";
          case Holder.Ourselves ourselves ->
              "used by the running local stack, pid " + ourselves.pid();
          case Holder.Another another ->
              "taken by "
                  + another.program().orElse("another program; the system does not say which");
        };
    return "%d (%s) %s".formatted(port.number(), port.purpose(), holder);
  }

  private Finding memory() {
    if (machine.availableBytes().isEmpty()) {
      return necessary("memory", Verdict.OK, "not known on this system; 1 GiB is needed", "");
    }
    long available = machine.availableBytes().getAsLong();
    String found = size(available) + " available";
    if (machine.stackRuns()) {
      return necessary("memory", Verdict.OK, found + "; the local stack runs already", "");
    }
    return available >= MEMORY_BYTES
        ? necessary("memory", Verdict.OK, found, "")
        : necessary(
            "memory",
            Verdict.BROKEN,
            found,
            "the local stack takes about 1 GiB; the system may end its processes. End something"
                + " else, or connect to a stack on another machine with --bootstrap and --registry");
  }

  private Finding disk() {
    long usable = machine.disk().usableBytes();
    String found = size(usable) + " free at " + machine.disk().directory();
    return usable >= DISK_BYTES
        ? necessary("disk", Verdict.OK, found, "")
        : necessary(
            "disk",
            Verdict.BROKEN,
            found,
            "the broker stops when its disk is full; free 1 GiB, or put the stack elsewhere with"
                + " --dir");
  }

  private Finding directory() {
    String where = machine.disk().directory().toString();
    return machine
        .disk()
        .refusal()
        .map(refusal ->
            necessary(
                "state",
                Verdict.BROKEN,
                "cannot write in " + where + ": " + refusal,
                "the local stack cannot keep pids, logs and data; correct the permissions, or name"
                    + " another directory with --dir"))
        .orElseGet(() -> necessary("state", Verdict.OK, where + " can be written", ""));
  }

  static String size(long bytes) {
    return bytes < 10L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : (bytes >> 30) + " GiB";
  }

  private static Finding necessary(String subject, Verdict verdict, String found, String cost) {
    return new Finding(subject, verdict, found, cost, true);
  }
}
