package io.loopline.tool;

/**
 * What a planner may know of a tool and an executor must enforce. Immutable.
 *
 * @param name name that actions use
 * @param description what it does, written for a planner
 * @param effect how often it may run for one action
 * @param inputSchemaJson JSON Schema of the arguments object, as JSON text
 */
public record ToolContract(
    String name, String description, EffectClass effect, String inputSchemaJson) {
  /** What tools that the controller carries out itself begin with. */
  private static final String CONTROLLER = "loop.";

  public ToolContract {
    if (!name.matches("[a-z][a-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException("not a tool name: " + name);
    }
  }

  /** Whether the controller carries it out itself and no executor has it. */
  public boolean isControllers() {
    return name.startsWith(CONTROLLER);
  }
}
