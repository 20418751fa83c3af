package io.loopline.loopctl.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A port of the local stack and whether it is taken.
 *
 * @param purpose what it is for
 * @param ownPid the stack's running process whose port it is; empty when that does not run
 */
public record PortUse(String purpose, int port, boolean taken, OptionalLong ownPid) {

  /** Every port of this stack, as it is now. */
  public static List<PortUse> of(StackSettings stack) {
    Optional<StackState> state = StackState.read(stack.directory());
    List<PortUse> uses = new ArrayList<>();
    for (Part part : Part.values()) {
      OptionalLong pid =
          state.flatMap(known -> known.running(part)).stream()
              .mapToLong(ProcessHandle::pid)
              .findFirst();
      for (Map.Entry<String, Integer> port : stack.ports().bound(part).entrySet()) {
        uses.add(
            new PortUse(port.getKey(), port.getValue(), PortCheck.isTaken(port.getValue()), pid));
      }
    }
    return List.copyOf(uses);
  }
}
