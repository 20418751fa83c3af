package io.loopline.executor.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.loopline.tool.EffectClass;
import io.loopline.tool.ToolContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tools of a deployment, and what their contracts say of arguments. Immutable, thread-safe. */
public final class Toolbox {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private record Entry(Tool tool, EffectClass effect, Schema arguments) {}

  /** Arguments of an action, judged. */
  public sealed interface Arguments {
    /** They are what the contract asks for. */
    record Valid(ObjectNode object) implements Arguments {}

    /** They are not; one error per line of the list, with its place. */
    record Invalid(List<String> errors) implements Arguments {}
  }

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /**
   * Builds a toolbox.
   *
   * @param contracts by name; a tool without one is refused
   */
  public Toolbox(Map<String, ToolContract> contracts, List<Tool> tools) {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    for (Tool tool : tools) {
      ToolContract contract = contracts.get(tool.name());
      if (contract == null) {
        throw new IllegalArgumentException("tool " + tool.name() + " has no contract");
      }
      Schema schema = registry.getSchema(contract.inputSchemaJson(), InputFormat.JSON);
      if (entries.put(tool.name(), new Entry(tool, contract.effect(), schema)) != null) {
        throw new IllegalArgumentException("two tools are named " + tool.name());
      }
    }
  }

  public Set<String> names() {
    return entries.keySet();
  }

  /** The tool of this name; null if there is none. */
  public @Nullable Tool find(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.tool();
  }

  /** How often the tool, which must be in here, may run for one action. */
  public EffectClass effect(Tool tool) {
    return entry(tool).effect();
  }

  private Entry entry(Tool tool) {
    Entry entry = entries.get(tool.name());
    if (entry == null) {
      throw new IllegalArgumentException("bug: tool " + tool.name() + " is not in this toolbox");
    }
    return entry;
  }

  /** Judges the arguments of an action by the contract of its tool, which must be in here. */
  public Arguments check(Tool tool, String argumentsJson) {
    Entry entry = entry(tool);
    JsonNode arguments;
    try {
      arguments = JSON.readTree(argumentsJson);
    } catch (JsonProcessingException e) {
      return new Arguments.Invalid(List.of("not JSON: " + e.getOriginalMessage()));
    }
    if (!(arguments instanceof ObjectNode object)) {
      return new Arguments.Invalid(List.of("not a JSON object"));
    }
    List<String> errors =
        entry.arguments().validate(object.toString(), InputFormat.JSON).stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
            .toList();
    return errors.isEmpty() ? new Arguments.Valid(object) : new Arguments.Invalid(errors);
  }
}
