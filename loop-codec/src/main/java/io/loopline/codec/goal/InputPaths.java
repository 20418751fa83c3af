package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the file of an input lies in the workspace. */
final class InputPaths {
  private InputPaths() {}

  /** The input's path, or the last part of its file when it has none. */
  static String workspacePath(JsonNode input) {
    JsonNode path = input.path("path");
    if (path.isTextual()) {
      return path.textValue();
    }
    String file = input.path("file").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
