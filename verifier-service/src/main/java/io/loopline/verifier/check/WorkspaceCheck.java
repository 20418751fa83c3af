package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One kind of check. Implementations hold no state, so one instance serves all threads; they should
 * end soon after their thread is interrupted.
 */
public interface WorkspaceCheck {
  /** Name of the kind as goal files spell it. */
  String kind();

  /** Version of this check's rules; it changes whenever the same input may be judged otherwise. */
  String version();

  /**
   * Judges the workspace.
   *
   * @param settings the check's own settings, a JSON object
   * @param judged the restored workspace with what the goal and the iteration say about it
   * @throws Exception when it cannot look; the caller counts that as not passed
   */
  CheckOutcome run(JsonNode settings, Judged judged) throws Exception;
}
