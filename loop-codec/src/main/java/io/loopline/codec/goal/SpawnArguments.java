package io.loopline.codec.goal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arguments of an action that spawns child loops.
 *
 * @param join as it is written
 * @param quorum successes a quorum needs, else 0
 * @param goals goal documents, at least one
 */
public record SpawnArguments(String join, int quorum, List<JsonNode> goals) {
  private static final int MOST = 16;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public SpawnArguments {
    goals = List.copyOf(goals);
  }

  /** Reads what was planned; empty when it is not what the tool takes. */
  public static Optional<SpawnArguments> read(String tool, String argumentsJson) {
    JsonNode arguments;
    try {
      arguments = JSON.readTree(argumentsJson);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
    return (tool.equals("loop.spawn") ? spawn(arguments) : fanout(arguments))
        .filter(read -> read.goals().stream().allMatch(JsonNode::isObject))
        .filter(read -> !read.goals().isEmpty() && read.goals().size() <= MOST);
  }

  private static Optional<SpawnArguments> spawn(JsonNode arguments) {
    return Optional.of(new SpawnArguments("all", 0, List.of(arguments.path("goal"))));
  }

  private static Optional<SpawnArguments> fanout(JsonNode arguments) {
    String join = arguments.path("join").asText("");
    int quorum = join.equals("quorum") ? arguments.path("quorum").asInt(0) : 0;
    List<JsonNode> goals = new ArrayList<>();
    arguments.path("goals").forEach(goals::add);
    boolean sensible =
        switch (join) {
          case "all", "first_success", "best_score" -> true;
          case "quorum" -> quorum >= 1 && quorum <= goals.size();
          default -> false;
        };
    return sensible ? Optional.of(new SpawnArguments(join, quorum, goals)) : Optional.empty();
  }
}
