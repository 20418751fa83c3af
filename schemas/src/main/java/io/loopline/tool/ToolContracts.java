package io.loopline.tool;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tool contracts shipped in this jar. */
public final class ToolContracts {
  /** Each has a file of its name in the resources folder {@code loopline/tools}. */
  private static final List<String> NAMES =
      List.of("noop", "workspace", "sql", "process", "outbox", "loop.spawn", "loop.fanout");

  private ToolContracts() {}

  /** Contracts by tool name, in alphabetical order; unmodifiable, read anew at each call. */
  public static Map<String, ToolContract> bundled() {
    Map<String, ToolContract> contracts = new TreeMap<>();
    for (String name : NAMES) {
      contracts.put(name, read("/loopline/tools/" + name + ".json"));
    }
    return Collections.unmodifiableMap(contracts);
  }

  private static ToolContract read(String resource) {
    try (InputStream content = ToolContracts.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException("this jar lacks " + resource);
      }
      JsonNode json =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(content);
      return new ToolContract(
          json.required("name").textValue(),
          json.required("description").textValue(),
          EffectClass.valueOf(json.required("effect").textValue().toUpperCase(Locale.ROOT)),
          json.required("input").toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
