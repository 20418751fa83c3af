package io.loopline.loopctl.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the probes found on this machine.
 *
 * @param java the JDK this command runs on
 * @param programs the answer of each program to its question
 * @param sandboxTrial running {@code true} in bubblewrap
 * @param userNamespaces what forbids user namespaces here, in words; empty when nothing is known to
 * @param dockerTrial asking Docker's daemon
 * @param ports those of the local stack
 * @param availableBytes memory that can be had without swapping; empty when the system does not say
 * @param disk the directory of the local stack
 */
record Machine(
    Java java,
    Map<Program, Answer> programs,
    Answer sandboxTrial,
    Optional<String> userNamespaces,
    Answer dockerTrial,
    List<Port> ports,
    OptionalLong availableBytes,
    Disk disk) {

  Machine {
    programs = Map.copyOf(programs);
    ports = List.copyOf(ports);
  }

  /** A JDK: its version, its folder, and whether a compiler is in it. */
  record Java(Runtime.Version version, Path home, boolean compiler) {}

  /** A port and what it is for. */
  record Port(String purpose, int number, Holder holder) {}

  /** Who has a port. */
  sealed interface Holder {
    /** Nobody. */
    record Nobody() implements Holder {}

    /** The running local stack itself. */
    record Ourselves(long pid) implements Holder {}

    /** Another program; empty when the system does not say which. */
    record Another(Optional<String> program) implements Holder {}
  }

  /**
   * A directory, perhaps not there yet.
   *
   * @param refusal why it cannot be written; empty when it can
   */
  record Disk(Path directory, long usableBytes, Optional<String> refusal) {}

  Answer answer(Program program) {
    return programs.getOrDefault(program, new Answer.Absent());
  }

  /** Whether the whole local stack runs, so that it needs nothing more. */
  boolean stackRuns() {
    return ports.stream().allMatch(port -> port.holder() instanceof Holder.Ourselves);
  }
}
