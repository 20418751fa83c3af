package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.path.NodePath;

/** Places the schema library names, in goal-file notation and as nodes. */
final class SchemaPaths {
  private SchemaPaths() {}

  static String path(String base, NodePath location) {
    String path = base;
    for (int i = 0; i < location.getNameCount(); i++) {
      path =
          switch (location.getElement(i)) {
            case Integer index -> GoalProblem.item(path, index);
            case Object name -> GoalProblem.field(path, name.toString());
          };
    }
    return path;
  }

  /** The node there, or a missing node. */
  static JsonNode nodeAt(JsonNode root, NodePath location) {
    JsonNode node = root;
    for (int i = 0; i < location.getNameCount(); i++) {
      node =
          switch (location.getElement(i)) {
            case Integer index -> node.path(index);
            case Object name -> node.path(name.toString());
          };
    }
    return node;
  }
}
