package io.loopline.model.fake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request that the server saw.
 *
 * @param protocol whose form it has
 * @param path with its query
 * @param headers first values by lower-case name
 * @param body as JSON; a missing node when it is none
 */
public record FakeRequest(
    FakeProtocol protocol, String path, Map<String, String> headers, JsonNode body) {
  private static final Set<String> TEXTS = Set.of("content", "text", "system");

  public FakeRequest {
    requireNonNull(protocol, "protocol is null");
    requireNonNull(path, "path is null");
    headers = Map.copyOf(headers);
    requireNonNull(body, "body is null");
  }

  /** The model that was asked for. */
  public String model() {
    return protocol == FakeProtocol.GEMINI
        ? path.replaceAll("^.*/models/([^:?]+)[:?].*$", "$1")
        : body.path("model").asText("");
  }

  /** The text of all messages, in their order, one to a line. */
  public String prompt() {
    List<String> texts = new ArrayList<>();
    for (String place : List.of("system", "systemInstruction", "messages", "contents")) {
      JsonNode node = body.path(place);
      if (node.isTextual()) {
        texts.add(node.textValue());
      } else {
        collect(node, texts);
      }
    }
    return String.join("\n", texts);
  }

  private static void collect(JsonNode node, List<String> texts) {
    node.forEachEntry((name, child) -> {
      if (child.isTextual() && TEXTS.contains(name)) {
        texts.add(child.textValue());
      }
    });
    for (JsonNode child : node) {
      collect(child, texts);
    }
  }
}
