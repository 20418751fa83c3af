package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes to goal documents, by JSON pointer. */
final class GoalEdits {
  private GoalEdits() {}

  /** Sets one field or item of the document, which it changes and returns. */
  static JsonNode set(ObjectNode document, String pointer, JsonNode value) {
    int last = pointer.lastIndexOf('/');
    String name = pointer.substring(last + 1);
    switch (document.at(pointer.substring(0, last))) {
      case ObjectNode object -> object.set(name, value);
      case ArrayNode array -> array.set(Integer.parseInt(name), value);
      case JsonNode other -> throw new IllegalArgumentException(pointer + " leads to " + other);
    }
    return document;
  }
}
