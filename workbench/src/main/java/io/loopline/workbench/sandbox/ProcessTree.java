package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one sandbox as they are at one moment. Its first process (bubblewrap's own,
 * which all others hang from) dies with the sandbox and the sandbox with it.
 *
 * @param first the first process; empty before there is one
 * @param program every process below it
 */
record ProcessTree(Optional<ProcessFacts> first, List<ProcessFacts> program) {

  /** Looks at what was started as this process; empty when nothing is left. */
  static ProcessTree below(long started) {
    Optional<ProcessFacts> first = Optional.empty();
    List<ProcessFacts> program = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(started));
    while (!open.isEmpty()) {
      long pid = open.removeFirst();
      if (!seen.add(pid)) {
        continue; // a number that was given to a new process meanwhile
      }
      Optional<ProcessFacts> facts = ProcessFacts.of(pid);
      if (first.isPresent()) {
        facts.ifPresent(program::add);
      } else if (facts.isPresent() && facts.get().firstOfNamespace()) {
        first = facts;
        open.clear(); // beside it there are only the programs that wait for it
      }
      open.addAll(ProcessFacts.children(pid));
    }
    return new ProcessTree(first, program);
  }

  int tasks() {
    return program.stream().mapToInt(ProcessFacts::tasks).sum();
  }

  long residentBytes() {
    return program.stream().mapToLong(ProcessFacts::residentBytes).sum();
  }

  /** Memory with shared pages counted once; slower to tell. */
  long proportionalBytes() {
    return program.stream()
        .mapToLong(each -> ProcessFacts.proportionalBytes(each.pid()).orElse(each.residentBytes()))
        .sum();
  }

  Duration cpu() {
    Duration sum = first.map(ProcessFacts::cpu).orElse(Duration.ZERO);
    for (ProcessFacts each : program) {
      sum = sum.plus(each.cpu());
    }
    return sum;
  }

  /**
   * What still runs of a sandbox, found among all processes: what is in its namespace, and its
   * first process by the mark in the command line.
   *
   * @param namespace null if it was not seen
   */
  static List<Long> remains(String mark, @Nullable String namespace) throws IOException {
    List<Long> remains = new ArrayList<>();
    for (long pid : ProcessFacts.all()) {
      boolean ours =
          ProcessFacts.isCalledWith(pid, mark)
              || (namespace != null
                  && ProcessFacts.namespace(pid).filter(namespace::equals).isPresent());
      if (ours && ProcessFacts.isAlive(pid)) {
        remains.add(pid);
      }
    }
    return remains;
  }
}
