package io.loopline.verifier.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables a CEL expression sees; files are taken in path order until the limits are used. */
final class CelVariables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TEXT_BYTES = 64 << 10;
  private static final int MAX_JSON_BYTES = 1 << 20;
  private static final long MAX_TOTAL_BYTES = 32L << 20;

  private CelVariables() {}

  static Map<String, Object> of(Judged judged) throws Exception {
    Map<String, Object> files = new LinkedHashMap<>();
    Map<String, Object> json = new LinkedHashMap<>();
    long left = MAX_TOTAL_BYTES;
    for (var entry : judged.hashes().entrySet()) {
      if (!(WorkspaceFile.find(judged.root(), entry.getKey())
          instanceof WorkspaceFile.Present file)) {
        continue;
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("size", file.size());
      facts.put("sha256", entry.getValue());
      if (file.size() <= MAX_TEXT_BYTES && file.size() <= left) {
        left -= file.size();
        text(file).ifPresent(text -> facts.put("text", text));
      }
      if (entry.getKey().endsWith(".json")
          && file.size() <= MAX_JSON_BYTES
          && file.size() <= left) {
        left -= file.size();
        parse(file).ifPresent(node -> json.put(entry.getKey(), PlainJson.value(node)));
      }
      files.put(entry.getKey(), facts);
    }
    return Map.of(
        "files",
        files,
        "json",
        json,
        "inputs",
        judged.inputs(),
        "observations",
        judged.observations());
  }

  private static Optional<String> text(WorkspaceFile.Present file) throws IOException, BrokenCheck {
    try {
      return Optional.of(file.text(MAX_TEXT_BYTES));
    } catch (CharacterCodingException _) {
      return Optional.empty(); // a binary file has no text
    }
  }

  /** A file that is not JSON is absent from the map, so an expression that needs it fails. */
  private static Optional<JsonNode> parse(WorkspaceFile.Present file)
      throws IOException, BrokenCheck {
    try {
      return Optional.of(JSON.readTree(file.text(MAX_JSON_BYTES)));
    } catch (JacksonException | CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
