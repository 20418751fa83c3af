package io.loopline.executor.tool;

import static java.util.Objects.requireNonNull;

/** What a tool finds when it is asked whether an action took effect. */
public sealed interface Reconciliation {
  /** It did; {@code outcome} is what its run would have returned. */
  record TookEffect(ToolOutcome.Done outcome) implements Reconciliation {
    public TookEffect {
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** It certainly did not, and no run under way can still make it. */
  record NoEffect(String reason) implements Reconciliation {
    public NoEffect {
      requireNonNull(reason, "reason is null");
    }
  }

  /** The tool cannot tell. */
  record Unknown(String reason) implements Reconciliation {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }
}
