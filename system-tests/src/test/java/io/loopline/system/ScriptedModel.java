package io.loopline.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.loopctl.stack.Part;
import io.loopline.model.fake.FakeModelServer;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.model.fake.FakeReply;
import io.loopline.model.fake.FakeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A model for loops of the system tests: it says what a test wrote down for a loop, which it knows
 * by words of the goal, whichever loops run beside it. The services ask it until it is stopped.
 */
final class ScriptedModel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOAL = "## Goal\n\n";
  private static final List<Part> SERVICES =
      Stream.of(Part.values()).filter(Part::isService).toList();

  private final Cluster cluster;
  private final FakeModelServer server = FakeModelServer.start();
  private final Map<String, Deque<FakeReply>> scripts = new ConcurrentHashMap<>();
  private final Map<String, Deque<FakeReply>> summaries = new ConcurrentHashMap<>();

  private ScriptedModel(Cluster cluster) {
    this.cluster = cluster;
    server.replyAlways(this::next);
  }

  /**
   * Restarts the services with profiles that ask this model.
   *
   * @param models file of models; {@code OPENAI_URL} and {@code ANTHROPIC_URL} stand for its
   *     addresses
   * @param folder where the file is written; files in it are keys
   */
  static ScriptedModel start(Cluster cluster, String models, Path folder) throws Exception {
    ScriptedModel model = new ScriptedModel(cluster);
    Path file = folder.resolve("models.yaml");
    Files.writeString(
        file,
        models
            .replace("OPENAI_URL", model.server.baseUrl(FakeProtocol.OPENAI))
            .replace("ANTHROPIC_URL", model.server.baseUrl(FakeProtocol.ANTHROPIC)));
    cluster.stack().down(SERVICES);
    cluster
        .stack(settings ->
            settings
                .withServiceProperty("loopline.models.file", file.toString())
                .withServiceProperty("loopline.secrets.directory", folder.toString()))
        .up(SERVICES);
    return model;
  }

  /**
   * What is said to the loops whose goal has these words, from now on.
   *
   * @param words of the objective; a judge is told it too
   */
  void script(String words, FakeReply... replies) {
    scripts.put(words, new ArrayDeque<>(List.of(replies)));
  }

  /** What is said when the context of such loops is to be summarized. */
  void scriptSummaries(String words, FakeReply... replies) {
    summaries.put(words, new ArrayDeque<>(List.of(replies)));
  }

  /** What was asked for goals with these words, the first one first. */
  List<FakeRequest> asked(String words) {
    return server.requests().stream().filter(request -> isAbout(request, words)).toList();
  }

  private FakeReply next(FakeRequest request) {
    Map<String, Deque<FakeReply>> said = isSummary(request) ? summaries : scripts;
    for (Map.Entry<String, Deque<FakeReply>> script : said.entrySet()) {
      if (isAbout(request, script.getKey())) {
        FakeReply reply = script.getValue().poll();
        return reply == null ? FakeReply.error(500, "the script is at its end") : reply;
      }
    }
    return FakeReply.error(500, "no script");
  }

  /** Whether context is to be summarized, not planned with. */
  static boolean isSummary(FakeRequest request) {
    return request.prompt().contains("You keep the notes");
  }

  /** Memory tells of other loops in the same words, so the goal alone counts. */
  private static boolean isAbout(FakeRequest request, String words) {
    String prompt = request.prompt();
    int start = prompt.indexOf(GOAL);
    int end = prompt.indexOf("\n\n## ", start + GOAL.length());
    return (start < 0 || end < 0 ? prompt : prompt.substring(start, end)).contains(words);
  }

  /** An answer with these actions; each a map of name, tool and arguments. */
  static FakeReply plan(List<Map<String, Object>> actions) {
    return plan(actions, Map.of());
  }

  /**
   * An answer with these actions.
   *
   * @param memory the part memory of the answer; empty for none
   */
  static FakeReply plan(List<Map<String, Object>> actions, Map<String, Object> memory) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("rationale", "as the script says");
    plan.put("actions", actions);
    if (!memory.isEmpty()) {
      plan.put("memory", memory);
    }
    try {
      return FakeReply.answer(JSON.writeValueAsString(plan));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An action that writes a file. */
  static Map<String, Object> write(String path, String content) {
    return Map.of(
        "name",
        "write",
        "tool",
        "workspace",
        "arguments",
        Map.of("operation", "write", "path", path, "content", content));
  }

  /** An action that runs SQL. */
  static Map<String, Object> sql(String name, String script) {
    return Map.of("name", name, "tool", "sql", "arguments", Map.of("script", script));
  }

  /** Ends it, and restarts the services with their usual profiles. */
  void stop() throws InterruptedException {
    server.close();
    cluster.stack().down(SERVICES);
    cluster.stack().up(SERVICES);
  }
}
