package io.loopline.executor.tool.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.executor.tool.workspace.PatchedText.Patched;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Applies a unified diff to the workspace: every hunk of every file, or nothing. */
final class PatchOperation {
  private final StagedFiles files;
  private final ObjectNode result = JsonNodeFactory.instance.objectNode();
  private final ArrayNode entries = result.putArray("files");
  private final StringBuilder text = new StringBuilder();

  private PatchOperation(StagedFiles files) {
    this.files = files;
  }

  static ToolOutcome run(ToolCall call) throws IOException {
    StagedFiles files = new StagedFiles(call);
    PatchOperation operation = new PatchOperation(files);
    try {
      for (FileChange change : DiffReader.read(call.arguments().required("diff").textValue())) {
        operation.apply(change);
      }
    } catch (PatchRefused e) {
      return e.outcome();
    }
    files.write();
    return new ToolOutcome.Done(operation.text.toString(), operation.result);
  }

  private void apply(FileChange change) throws PatchRefused, IOException {
    Optional<String> before = files.text(change.path());
    Patched patched =
        switch (change.kind()) {
          case CREATE -> create(change, before);
          case CHANGE -> patch(change, before);
          case DELETE -> delete(change, before);
        };
    String kind = change.kind().name().toLowerCase(Locale.ROOT);
    int hunks = change.hunks().size();
    entries
        .addObject()
        .put("path", change.path())
        .put("change", kind)
        .put("hunks", hunks)
        .put("moved", patched.moved());
    text.append(text.isEmpty() ? "" : "\n").append(kind).append("d ").append(change.path());
    text.append(", ").append(hunks).append(hunks == 1 ? " hunk" : " hunks");
    if (patched.moved() > 0) {
      text.append(", ").append(patched.moved()).append(" at another line than it says");
    }
  }

  private Patched create(FileChange change, Optional<String> before) throws PatchRefused {
    if (before.isPresent()) {
      throw PatchRefused.atLine(
          change.diffLine(), "creates '" + change.path() + "', which is there already");
    }
    Patched patched = PatchedText.of(change.path(), "", change.hunks());
    files.put(change.path(), patched.text());
    return patched;
  }

  private Patched patch(FileChange change, Optional<String> before) throws PatchRefused {
    Patched patched = patched(change, before);
    files.put(change.path(), patched.text());
    return patched;
  }

  private Patched delete(FileChange change, Optional<String> before) throws PatchRefused {
    Patched patched = patched(change, before);
    if (!patched.text().isEmpty()) {
      throw PatchRefused.atLine(
          change.diffLine(),
          "deletes '%s', but its hunks leave %d lines of it"
              .formatted(change.path(), TextLines.of(patched.text()).size()));
    }
    files.delete(change.path());
    return patched;
  }

  private static Patched patched(FileChange change, Optional<String> before) throws PatchRefused {
    if (before.isEmpty()) {
      throw PatchRefused.atLine(
          change.diffLine(),
          "is about '%s', and there is no such file; one that is new has '--- /dev/null'"
              .formatted(change.path()));
    }
    return PatchedText.of(change.path(), before.get(), change.hunks());
  }
}
