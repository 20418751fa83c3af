package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.loopctl.Connection;
import java.io.PrintWriter;
import java.util.List;

/**
 * Where a command writes: answers to standard output, remarks to standard error, so that the output
 * of {@code --json} stays JSON.
 */
record Output(PrintWriter out, PrintWriter err, boolean json) {

  private static final int NAMED = 10;

  static Output of(Connection connection) {
    return new Output(connection.out(), connection.err(), connection.json());
  }

  void lines(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  void document(JsonNode node) {
    out.println(node.toPrettyString());
    out.flush();
  }

  /** One JSON value on one line, for streams of them. */
  void jsonLine(JsonNode node) {
    out.println(node);
    out.flush();
  }

  void remark(String line) {
    err.println("loop: " + line);
    err.flush();
  }

  /** Names the records that could not be decoded; they are counted and left out, never fatal. */
  void unreadable(List<Unreadable> records) {
    if (records.isEmpty()) {
      return;
    }
    remark(Words.count(records.size(), "record") + " could not be decoded and left out:");
    records.stream()
        .limit(NAMED)
        .forEach(record -> remark("  " + record.coordinates() + ": " + Words.plain(record.why())));
    if (records.size() > NAMED) {
      remark("  and " + (records.size() - NAMED) + " more");
    }
  }
}
