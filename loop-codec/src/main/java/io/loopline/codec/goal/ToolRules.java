package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.loopline.tool.ToolContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which tools there are and what arguments they take. Arguments of a playbook are judged before
 * their templates are filled in, so whatever depends on a templated string passes there. Immutable,
 * thread-safe.
 */
final class ToolRules {
  private static final String TEMPLATE = "{{";

  /** Other keywords combine rules, and a template anywhere below could make them hold. */
  private static final Set<String> PLAIN_KEYWORDS =
      Set.of(
          "required",
          "additionalProperties",
          "type",
          "enum",
          "const",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "maxProperties",
          "propertyNames");

  private static final Set<String> COMBINING_KEYWORDS = Set.of("allOf", "if", "$ref");

  private final Map<String, Schema> inputs = new TreeMap<>();
  private final boolean templated;

  private ToolRules(Map<String, ToolContract> contracts, boolean templated) {
    this.templated = templated;
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    contracts.forEach((name, contract) ->
        inputs.put(name, registry.getSchema(contract.inputSchemaJson(), InputFormat.JSON)));
  }

  /** For arguments that may hold templates. */
  static ToolRules ofPlaybooks(Map<String, ToolContract> contracts) {
    return new ToolRules(contracts, true);
  }

  /** For arguments that go to the tool as they are. */
  static ToolRules ofPlans(Map<String, ToolContract> contracts) {
    return new ToolRules(contracts, false);
  }

  boolean knows(String tool) {
    return inputs.containsKey(tool);
  }

  String unknown(String tool) {
    return "unknown tool '" + tool + "' (one of " + String.join(", ", inputs.keySet()) + ")";
  }

  /** Problems of one action's arguments; the tool must be known. */
  List<GoalProblem> problems(String tool, JsonNode arguments, String path) {
    Schema schema = inputs.get(tool);
    if (schema == null) {
      throw new IllegalArgumentException("bug: asked for the arguments of unknown tool " + tool);
    }
    return schema.validate(arguments.toString(), InputFormat.JSON).stream()
        .filter(error -> counts(error, arguments))
        .map(error -> problem(error, path))
        .toList();
  }

  private boolean counts(Error error, JsonNode arguments) {
    return templated
        ? PLAIN_KEYWORDS.contains(error.getKeyword()) && !dependsOnTemplate(error, arguments)
        : !COMBINING_KEYWORDS.contains(error.getKeyword());
  }

  private static boolean dependsOnTemplate(Error error, JsonNode arguments) {
    JsonNode node = SchemaPaths.nodeAt(arguments, error.getInstanceLocation());
    // an if/then over a templated sibling decides by text that is not there yet
    boolean conditional = error.getEvaluationPath().toString().contains("/then");
    return hasTemplate(node) || (conditional && hasTemplateField(arguments));
  }

  private static boolean hasTemplate(JsonNode node) {
    return node.isTextual() && node.textValue().contains(TEMPLATE);
  }

  private static boolean hasTemplateField(JsonNode arguments) {
    for (JsonNode value : arguments) {
      if (hasTemplate(value)) {
        return true;
      }
    }
    return false;
  }

  private static GoalProblem problem(Error error, String path) {
    String at = SchemaPaths.path(path, error.getInstanceLocation());
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" -> new GoalProblem(GoalProblem.field(at, property), "missing");
      case "additionalProperties" ->
          new GoalProblem(GoalProblem.field(at, property), "unknown argument '" + property + "'");
      default -> new GoalProblem(at, error.getMessage());
    };
  }
}
