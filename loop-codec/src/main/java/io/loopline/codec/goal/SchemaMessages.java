package io.loopline.codec.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Words for schema errors: what a person wrote, and what could stand there. */
final class SchemaMessages {
  /** Kinds that events have a symbol for and this version has no code for. */
  private static final Set<String> NOT_YET = Set.of("http");

  private final JsonNode schema;
  private final JsonNode document;

  SchemaMessages(JsonNode schema, JsonNode document) {
    this.schema = schema;
    this.document = document;
  }

  List<GoalProblem> problems(List<Error> errors) {
    Set<GoalProblem> problems = new LinkedHashSet<>();
    for (Error error : errors) {
      if (!isContainer(error.getKeyword())) {
        problems.add(problem(error));
      }
    }
    return withoutConsequences(new ArrayList<>(problems));
  }

  /** Keywords that only repeat the errors below them. */
  private static boolean isContainer(String keyword) {
    return keyword.equals("allOf") || keyword.equals("if") || keyword.equals("$ref");
  }

  /** An unknown kind makes everything that depends on it wrong; one message is enough. */
  private static List<GoalProblem> withoutConsequences(List<GoalProblem> problems) {
    boolean badPlanner = problems.stream().anyMatch(each -> each.path().equals("planner.kind"));
    return problems.stream()
        .filter(each -> !(badPlanner && each.path().equals("planner.playbook")))
        .toList();
  }

  private GoalProblem problem(Error error) {
    String path = SchemaPaths.path("", error.getInstanceLocation());
    JsonNode found = SchemaPaths.nodeAt(document, error.getInstanceLocation());
    JsonNode rule = SchemaPaths.nodeAt(schema, error.getSchemaLocation().getFragment());
    JsonNode parent =
        SchemaPaths.nodeAt(schema, error.getSchemaLocation().getFragment().getParent());
    String property = error.getProperty();
    return switch (error.getKeyword()) {
      case "required" -> new GoalProblem(GoalProblem.field(path, property), missing(property));
      case "additionalProperties" ->
          new GoalProblem(
              GoalProblem.field(path, property),
              "unknown field '" + property + "' (one of " + fields(parent) + ")");
      case "false" -> new GoalProblem(path, "does not go together with " + rival(path));
      default -> new GoalProblem(path, message(error, path, found, rule, parent));
    };
  }

  private static String message(
      Error error, String path, JsonNode found, JsonNode rule, JsonNode parent) {
    String keyword = error.getKeyword();
    JsonNode own = parent.path("errorMessage").path(keyword);
    if (own.isTextual()) {
      return keyword.endsWith("Items") ? own.textValue() : own.textValue() + found(found);
    }
    return switch (keyword) {
      case "enum" -> choice(path, found, rule);
      case "type" -> "expected " + types(rule) + found(found);
      case "minLength" -> "must not be empty";
      case "maxLength" -> "longer than " + rule.asText() + " characters";
      case "minimum" -> "must be at least " + rule.asText() + found(found);
      case "exclusiveMinimum" -> "must be greater than " + rule.asText() + found(found);
      case "maximum" -> "must be at most " + rule.asText() + found(found);
      case "maxItems", "maxProperties" -> "more than " + rule.asText() + " entries";
      default -> error.getMessage();
    };
  }

  private static String missing(String property) {
    return switch (property) {
      case "value" -> "missing: an input needs a value or a file";
      case "schema" -> "missing: give schema or schema_file";
      case "profile" -> "missing: a model plans by a profile";
      case "contains" -> "missing: give sha256, contains or both";
      default -> "missing";
    };
  }

  private static String rival(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "value" -> "file";
      case "path" -> "value";
      case "profile" -> "a playbook";
      case "schema" -> "schema_file";
      default -> "its neighbours";
    };
  }

  private static String choice(String path, JsonNode found, JsonNode rule) {
    String thing =
        path.equals("planner.kind") ? "planner" : path.endsWith(".kind") ? "check" : "value";
    String choices =
        StreamSupport.stream(rule.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    String name = found.isTextual() ? found.textValue() : found.toString();
    String what =
        NOT_YET.contains(name)
            ? thing + " '" + name + "' is not available in this version"
            : "unknown " + thing + " '" + clip(name) + "'";
    return what + " (one of " + choices + ")";
  }

  private static String types(JsonNode rule) {
    if (!rule.isArray()) {
      return rule.asText();
    }
    return StreamSupport.stream(rule.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" or "));
  }

  private static String found(JsonNode node) {
    String text =
        switch (node.getNodeType()) {
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          case NULL -> "nothing";
          case STRING -> "'" + clip(node.textValue()) + "'";
          default -> clip(node.toString());
        };
    return ", found " + text;
  }

  private static String clip(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String fields(JsonNode parent) {
    List<String> names = new ArrayList<>();
    parent.path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }
}
