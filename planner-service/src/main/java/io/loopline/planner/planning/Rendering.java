package io.loopline.planner.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopline.planner.planning.Template.Part;
import java.util.Map;

/** Fills in the templates of one plan. Confined to one thread. */
final class Rendering {
  private final Expressions expressions;
  private final Map<String, Object> variables;
  private final PlanSize size = new PlanSize();

  Rendering(Expressions expressions, Map<String, Object> variables) {
    this.expressions = expressions;
    this.variables = variables;
  }

  /** The arguments with every template filled in that is not a child's, as JSON text. */
  String arguments(String tool, String json, String field) throws PlaybookException {
    return JsonValues.write(rendered(tool, Arguments.parse(json, field), field));
  }

  /** The text with every template filled in. */
  String text(String source, String field) throws PlaybookException {
    try {
      StringBuilder text = new StringBuilder();
      for (Part part : Template.parse(source).parts()) {
        append(part, text);
      }
      return text.toString();
    } catch (PlaybookException e) {
      throw e.in(field);
    }
  }

  private JsonNode rendered(String tool, JsonNode node, String field) throws PlaybookException {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          size.charge(entry.getKey().length());
          if (Arguments.isChilds(tool, entry.getKey())) {
            size.charge(JsonValues.write(entry.getValue()).length());
            copy.set(entry.getKey(), entry.getValue());
          } else {
            String path = field + "." + entry.getKey();
            copy.set(entry.getKey(), rendered(tool, entry.getValue(), path));
          }
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
          copy.add(rendered(tool, array.get(i), field + "[" + i + "]"));
        }
        yield copy;
      }
      case TextNode text -> filled(text.textValue(), field);
      default -> node;
    };
  }

  /** A value that is one template and nothing else keeps the type of its expression. */
  private JsonNode filled(String source, String field) throws PlaybookException {
    try {
      Template template = Template.parse(source);
      if (template.parts().size() == 1 && template.parts().getFirst() instanceof Part.Code code) {
        return JsonValues.toJson(expressions.value(code.expression(), variables), size);
      }
    } catch (PlaybookException e) {
      throw e.in(field);
    }
    return TextNode.valueOf(text(source, field));
  }

  private void append(Part part, StringBuilder text) throws PlaybookException {
    switch (part) {
      case Part.Literal literal -> {
        size.charge(literal.text().length());
        text.append(literal.text());
      }
      case Part.Code code -> {
        JsonNode value = JsonValues.toJson(expressions.value(code.expression(), variables), size);
        text.append(value.isTextual() ? value.textValue() : JsonValues.write(value));
      }
    }
  }
}
