package io.loopline.loopctl.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code loop status}: exit code 0 when every part is ready, else 3. */
@Command(
    name = "status",
    description = "Show the local stack: pids, memory, ports, health, and how many records wait.")
public final class StatusCommand implements Callable<Integer> {
  private static final long KIB_PER_MIB = 1024;

  @Mixin private final Connection connection;

  public StatusCommand() {
    this(new Connection());
  }

  StatusCommand(Connection connection) {
    this.connection = connection;
  }

  /** {@code residentKib} is 0 when the system does not tell. */
  private record Line(
      Part part,
      boolean external,
      int port,
      Optional<ProcessHandle> process,
      long residentKib,
      boolean ready) {
    String health() {
      return ready ? "ready" : process.isPresent() || external ? "not ready" : "not running";
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<StackState> state = StackState.read(connection.directory());
    List<Line> lines = state.isEmpty() ? List.of() : look(state.get());
    List<GroupLag> lags = lags(state, lines);
    if (connection.json()) {
      printJson(state, lines, lags);
    } else if (state.isEmpty()) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE, "the local stack is not running; start it with ./loop up");
    } else {
      printTable(state.get(), lines, lags);
    }
    return !lines.isEmpty() && lines.stream().allMatch(Line::ready)
        ? ExitCode.OK
        : ExitCode.NOT_REACHABLE;
  }

  private static List<Line> look(StackState state) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    try (Readiness readiness = new Readiness(state.ports(), state.bootstrap())) {
      for (Part part : Part.values()) {
        Optional<ProcessHandle> process = state.running(part);
        boolean external = !state.parts().contains(part);
        lines.add(
            new Line(
                part,
                external,
                state.ports().of(part),
                process,
                process.map(handle -> ResidentMemory.kib(handle.pid())).orElse(0L),
                (external || process.isPresent()) && readiness.isReady(part)));
      }
    }
    return lines;
  }

  private static List<GroupLag> lags(Optional<StackState> state, List<Line> lines)
      throws InterruptedException {
    boolean answers = lines.stream().anyMatch(line -> line.part() == Part.BROKER && line.ready());
    return state.isPresent() && answers
        ? new ConsumerLag(state.get().bootstrap()).look()
        : List.of();
  }

  private void printTable(StackState state, List<Line> lines, List<GroupLag> lags) {
    PrintWriter out = connection.out();
    out.printf("%-9s %-8s %-6s %-9s %s%n", "PART", "PID", "PORT", "MEMORY", "HEALTH");
    for (Line line : lines) {
      out.printf(
          "%-9s %-8s %-6s %-9s %s%n",
          line.part().id(),
          line.external()
              ? "external"
              : line.process().map(handle -> Long.toString(handle.pid())).orElse("-"),
          line.external() ? "-" : line.port(),
          line.residentKib() == 0 ? "-" : line.residentKib() / KIB_PER_MIB + " MiB",
          line.health());
    }
    if (!lags.isEmpty()) {
      out.printf("%n%-20s %-22s %s%n", "GROUP", "TOPIC", "WAITING");
      lags.forEach(lag -> out.printf("%-20s %-22s %s%n", lag.group(), lag.topic(), lag.words()));
    }
    out.printf(
        "%nbootstrap %s%nregistry  %s%nartifacts %s%nlogs      %s%n",
        state.bootstrap(),
        state.registry(),
        state.artifacts(),
        connection.directory().resolve("logs"));
    out.flush();
  }

  private void printJson(Optional<StackState> state, List<Line> lines, List<GroupLag> lags) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    state.ifPresent(known ->
        root.put("bootstrap", known.bootstrap())
            .put("registry", known.registry())
            .put("artifacts", known.artifacts().toString()));
    root.put("logs", connection.directory().resolve("logs").toString());
    ArrayNode parts = root.putArray("parts");
    for (Line line : lines) {
      ObjectNode part = parts.addObject().put("name", line.part().id());
      if (line.external()) {
        part.put("external", true);
      } else {
        part.put("port", line.port());
      }
      line.process()
          .ifPresent(
              handle -> part.put("pid", handle.pid()).put("resident_kib", line.residentKib()));
      part.put("ready", line.ready());
    }
    ArrayNode waiting = root.putArray("lag");
    for (GroupLag lag : lags) {
      waiting
          .addObject()
          .put("group", lag.group())
          .put("topic", lag.topic())
          .put("records", lag.records())
          .put("exact", lag.exact());
    }
    connection.out().println(root.toPrettyString());
    connection.out().flush();
  }
}
