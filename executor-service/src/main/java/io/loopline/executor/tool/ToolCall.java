package io.loopline.executor.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.executor.policy.PathPolicy;
import java.nio.file.Path;

/**
 * One run of a tool.
 *
 * @param arguments valid for the tool's contract; not to be changed
 * @param workspace directory of this run alone; denied files are not in it
 * @param paths which paths of it are denied
 * @param limits what the run may take
 * @param idempotencyKey the same for every attempt at the same action
 */
public record ToolCall(
    ObjectNode arguments,
    Path workspace,
    PathPolicy paths,
    ToolLimits limits,
    String idempotencyKey) {

  public ToolCall {
    requireNonNull(arguments, "arguments is null");
    requireNonNull(workspace, "workspace is null");
    requireNonNull(paths, "paths is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(idempotencyKey, "idempotencyKey is null");
  }
}
