package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.goal.GoalProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 (and so JSON) text as a JSON document that still knows its lines. One instance per text,
 * single-threaded.
 */
final class GoalText {
  private static final int MAX_DEPTH = 64;

  /** Aliases repeat nodes; a small file must not become a huge document. */
  private static final int MAX_NODES = 200_000;

  private final Map<String, Integer> lines = new HashMap<>();
  private final List<GoalProblem> problems = new ArrayList<>();
  private int nodes;
  private boolean readable;
  private JsonNode document = MissingNode.getInstance();

  GoalText(String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(new GoalProblem("", "the file is empty"));
      } else {
        lines.put("", 1);
        document = read(root.get(), "", 0);
        readable = true;
      }
    } catch (MarkedYamlEngineException e) {
      lines.put("", e.getProblemMark().map(GoalText::line).orElse(1));
      refuse("not YAML or JSON: " + e.getProblem());
    } catch (YamlEngineException e) {
      refuse("not YAML or JSON: " + e.getMessage());
    } catch (TooLarge e) {
      refuse(e.words);
    }
  }

  /** Whether the text has a structure; otherwise {@link #problems()} alone tell about it. */
  boolean readable() {
    return readable;
  }

  JsonNode document() {
    return document;
  }

  /** Problems of the text itself, such as a key that is there twice. */
  List<GoalProblem> problems() {
    return problems;
  }

  /** Line of a path, or of the nearest thing around it. */
  int lineOf(String path) {
    String at = path;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return lines.getOrDefault(at, 1);
  }

  private void refuse(String message) {
    problems.clear();
    problems.add(new GoalProblem("", message));
  }

  private JsonNode read(Node node, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TooLarge("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (++nodes > MAX_NODES) {
      throw new TooLarge("more than " + MAX_NODES + " values");
    }
    return switch (node) {
      case AnchorNode anchor -> read(anchor.getRealNode(), path, depth);
      case MappingNode mapping -> mapping(mapping, path, depth);
      case SequenceNode sequence -> {
        var array = JsonNodeFactory.instance.arrayNode();
        for (Node item : sequence.getValue()) {
          String itemPath = GoalProblem.item(path, array.size());
          mark(itemPath, item);
          array.add(read(item, itemPath, depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar -> Scalars.read(scalar);
      default -> throw new IllegalStateException("bug: a YAML node of type " + node.getNodeType());
    };
  }

  private JsonNode mapping(MappingNode mapping, String path, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(new GoalProblem(path, "a key that is not text"));
        continue;
      }
      String name = key.getValue();
      String field = GoalProblem.field(path, name);
      if (object.has(name)) {
        problems.add(duplicate(field, name, key));
        continue;
      }
      mark(field, key);
      object.set(name, read(entry.getValueNode(), field, depth + 1));
    }
    return object;
  }

  /** The second place is in the message, because the path leads to the first. */
  private GoalProblem duplicate(String field, String name, ScalarNode key) {
    String second = key.getStartMark().map(mark -> " again on line " + line(mark)).orElse("");
    return new GoalProblem(field, "key '" + name + "' is there twice" + second);
  }

  private void mark(String path, Node node) {
    Optional<Mark> start = node.getStartMark();
    start.ifPresent(mark -> lines.putIfAbsent(path, line(mark)));
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  /** Ends the reading of a document that is too large. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String words;

    TooLarge(String words) {
      super(words, (@Nullable Throwable) null, false, false);
      this.words = words;
    }
  }
}
