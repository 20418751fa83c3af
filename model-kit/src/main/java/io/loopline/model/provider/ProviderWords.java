package io.loopline.model.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.loopline.model.secret.Redaction;
import io.loopline.model.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What a server says for people, made fit for a message: short, on one line, without the key. */
final class ProviderWords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  private ProviderWords() {}

  /** The body as JSON; a missing node when it is none. */
  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The message of an error body, or its beginning. */
  static String ofError(String body, @Nullable Secret key) {
    JsonNode json = json(body);
    for (String place : new String[] {"/error/message", "/error", "/message", "/detail"}) {
      JsonNode message = json.at(place);
      if (message.isTextual() && !message.textValue().isBlank()) {
        return clean(message.textValue(), key);
      }
    }
    return clean(body, key);
  }

  /** Any text of a server. */
  static String clean(String text, @Nullable Secret key) {
    String visible = key == null ? text : Redaction.of(text, key);
    String line = visible.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
