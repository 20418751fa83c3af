package io.loopline.planner.memory;

import io.loopline.codec.memory.NewFact;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecalledMemory;
import java.util.List;

/**
 * What a planner recalls and remembers. Safe for concurrent use; expected failures are values. Only
 * asked for requests whose goal has memory.
 */
public interface PlannerMemory {
  /** Of a deployment without memory. */
  PlannerMemory NONE = new NoMemory();

  /** What came of recalling. */
  sealed interface Recall {}

  /**
   * What the prompt tells, in its order.
   *
   * @param entries no more than a prompt takes
   */
  record Recalled(List<RecalledMemory> entries) implements Recall {
    public Recalled {
      entries = List.copyOf(entries);
    }
  }

  /** What came of writing. */
  sealed interface Write {}

  /**
   * The brokers have all facts.
   *
   * @param keys keys of their records
   */
  record Written(List<String> keys) implements Write {
    public Written {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Nothing was recalled or written: memory does not work just now, or not at all, or what was to
   * be written is refused (INVALID_OUTPUT). The failure's kind says which.
   */
  record Unavailable(Failure failure) implements Recall, Write {
    static Unavailable of(FailureKind kind, String message) {
      return new Unavailable(new Failure(kind, message, null, List.of()));
    }
  }

  /**
   * The entries nearest to the request's open searches and to its objective, of the scopes that its
   * loop reads.
   *
   * @throws InterruptedException when the process stops before
   */
  Recall recall(PlanRequest request) throws InterruptedException;

  /**
   * Writes facts, in scopes that the goal grants, and waits until the brokers have them. The same
   * fact for the same iteration of a loop is one fact, however often it is written.
   *
   * @throws InterruptedException when the process stops before; some may be written
   */
  Write write(PlanRequest request, List<NewFact> facts) throws InterruptedException;
}
