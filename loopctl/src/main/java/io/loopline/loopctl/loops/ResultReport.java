package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.LoopResult;
import io.loopline.loopctl.Connection;

/** Prints a loop's end: words, or the result event as JSON with the files added. */
final class ResultReport {

  private ResultReport() {}

  static void print(Connection connection, Output output, LoopResult result) {
    ResultFiles files = files(connection, result);
    if (output.json()) {
      output.document(json(result, files));
    } else {
      output.lines(ResultText.lines(result, files));
    }
  }

  /** As the last line of a stream of JSON lines, or as words below a progress. */
  static void printLast(Connection connection, Output output, LoopResult result) {
    if (output.json()) {
      output.jsonLine(json(result, files(connection, result)));
    } else {
      output.out().println();
      output.lines(ResultText.lines(result, files(connection, result)));
    }
  }

  static ObjectNode json(LoopResult result, ResultFiles files) {
    ObjectNode json = EventJson.of(result);
    json.set("files", WorkspaceFiles.json(files));
    return json;
  }

  private static ResultFiles files(Connection connection, LoopResult result) {
    return new WorkspaceFiles(connection.artifacts()).list(result.getWorkspace());
  }
}
