package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.MemoryFact;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop memory list}: the facts on loop.memory. */
@Command(
    name = "list",
    description = {"Lists the facts that loops remember, by their keys.", "With --json an array."})
public final class MemoryListCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Only facts of this scope: global, label/NAME=VALUE or loop/ID.")
  private String scope = "";

  private final Access access;

  public MemoryListCommand() {
    this(Access.toKafka());
  }

  MemoryListCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.use(connection, this::list);
  }

  private int list(LoopBroker broker) {
    Output output = Output.of(connection);
    Table<MemoryFact> table = broker.table(LoopTopics.MEMORY);
    List<Map.Entry<String, MemoryFact>> facts =
        table.rows().entrySet().stream()
            .filter(fact -> scope.isEmpty() || scope.equals(scopeOf(fact.getKey())))
            .toList();
    if (output.json()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      facts.forEach(fact -> json(array, fact.getKey(), fact.getValue()));
      output.document(array);
    } else {
      output.lines(lines(facts));
    }
    output.unreadable(table.unreadable());
    return ExitCode.OK;
  }

  /** A label's value may have slashes of its own; an id has none. */
  private static String scopeOf(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  private List<String> lines(List<Map.Entry<String, MemoryFact>> facts) {
    if (facts.isEmpty()) {
      return List.of(
          scope.isEmpty() ? "nothing is remembered" : "nothing is remembered in " + scope);
    }
    List<String> lines = new ArrayList<>();
    facts.forEach(fact -> {
      lines.add(fact.getKey());
      lines.add("  " + Words.plain(fact.getValue().getText()));
      lines.add(
          "  from %s, %s%s"
              .formatted(
                  Words.plain(fact.getValue().getSourceEventId()),
                  fact.getValue().getOccurredAt(),
                  fact.getValue().getUntrusted() ? ", untrusted" : ""));
    });
    return lines;
  }

  private static void json(ArrayNode array, String key, MemoryFact fact) {
    array
        .addObject()
        .put("key", key)
        .put("scope", fact.getScope().name().toLowerCase(Locale.ROOT))
        .put("scope_key", fact.getScopeKey())
        .put("text", fact.getText())
        .put("source_event_id", fact.getSourceEventId())
        .put("untrusted", fact.getUntrusted())
        .put("occurred_at", fact.getOccurredAt().toString());
  }
}
