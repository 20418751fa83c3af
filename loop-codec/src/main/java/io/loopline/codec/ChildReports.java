package io.loopline.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.core.Child;
import io.loopline.core.WorkspaceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of child loops as the result of the action that spawned them. */
final class ChildReports {
  private ChildReports() {}

  /** JSON for planners; null when the action has no children. */
  static @Nullable String json(List<Child> children) {
    if (children.isEmpty()) {
      return null;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode array = result.putArray("children");
    for (Child child : children) {
      Child.End end = child.end();
      ObjectNode node = array.addObject().put("loop_id", child.loopId());
      if (end == null) {
        node.put("outcome", "CANCELLED").put("message", "cancelled by the join");
      } else {
        node.put("outcome", end.outcome().name()).put("message", end.message());
        if (end.score() >= 0) {
          node.put("score", end.score());
        }
        WorkspaceRef workspace = end.workspace();
        if (workspace != null) {
          node.put("workspace", workspace.sha256());
        }
      }
    }
    return result.toString();
  }
}
