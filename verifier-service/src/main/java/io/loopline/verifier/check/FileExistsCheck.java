package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code file_exists}: {@code {path, min_bytes}}. A regular file of at least that many bytes. */
public final class FileExistsCheck implements WorkspaceCheck {
  @Override
  public String kind() {
    return "file_exists";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    Settings read = Settings.of(settings, "path", "min_bytes");
    String path = read.text("path");
    long minBytes = read.count("min_bytes", 0);
    String expected =
        "file " + path + (minBytes > 0 ? " of at least " + minBytes + " bytes" : "") + " exists";
    return switch (WorkspaceFile.find(judged.root(), path)) {
      case WorkspaceFile.Absent(String reason) -> CheckOutcome.fail(expected, reason);
      case WorkspaceFile.Present present -> {
        String found = present.size() + " bytes";
        yield present.size() >= minBytes
            ? CheckOutcome.pass(expected, found)
            : CheckOutcome.fail(expected, found);
      }
    };
  }
}
