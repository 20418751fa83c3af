package io.loopline.planner.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.BiConsumer;

/** The arguments object of an action, as a playbook has it. */
final class Arguments {
  private Arguments() {}

  /**
   * @param field path of the arguments in the goal, for the message
   */
  static ObjectNode parse(String json, String field) throws PlaybookException {
    try {
      if (JsonValues.parse(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (PlaybookException e) {
      throw e.in(field);
    }
    throw new PlaybookException(field + ": is not a JSON object");
  }

  /**
   * Whether a field of an action's arguments is left as it stands: how a child loop plans is the
   * child's own business, and so are the templates in it.
   */
  static boolean isChilds(String tool, String field) {
    return tool.startsWith("loop.") && field.equals("planner");
  }

  /** Gives the path and content of each text in the tree, in order, but for what is a child's. */
  static void forEachText(
      String tool, JsonNode node, String field, BiConsumer<String, String> action) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          if (!isChilds(tool, entry.getKey())) {
            forEachText(tool, entry.getValue(), field + "." + entry.getKey(), action);
          }
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          forEachText(tool, array.get(i), field + "[" + i + "]", action);
        }
      }
      case TextNode text -> action.accept(field, text.textValue());
      default -> {
        // Numbers, booleans and null hold no templates.
      }
    }
  }
}
