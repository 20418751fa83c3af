package io.loopline.loopctl.stack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of the local stack. */
public enum Part {
  BROKER("broker"),
  REGISTRY("registry"),
  PLANNER("planner"),
  EXECUTOR("executor"),
  VERIFIER("verifier");

  private final String id;

  Part(String id) {
    this.id = id;
  }

  /** The name used on the command line, in log files and in the state file. */
  public String id() {
    return id;
  }

  /** The processes of a stack with or without a broker of its own. */
  static List<Part> of(boolean ownBroker) {
    return Stream.of(values()).filter(part -> ownBroker || part != BROKER).toList();
  }

  /** The part of this name; empty when there is none. */
  public static Optional<Part> byId(String id) {
    return Stream.of(values()).filter(part -> part.id.equals(id)).findFirst();
  }

  /**
   * Whether it is one of Loopline's own services, which need broker, registry, topics and schemas
   * first.
   */
  public boolean isService() {
    return switch (this) {
      case BROKER, REGISTRY -> false;
      case PLANNER, EXECUTOR, VERIFIER -> true;
    };
  }
}
