package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code file_matches}: {@code {path, sha256, contains}}, at least one of the two. The file's bytes
 * have that hash, and its UTF-8 text holds that text.
 */
public final class FileMatchesCheck implements WorkspaceCheck {
  private static final int MAX_BYTES = 16 << 20;

  @Override
  public String kind() {
    return "file_matches";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    Settings read = Settings.of(settings, "path", "sha256", "contains");
    String path = read.text("path");
    Optional<String> sha256 =
        read.optionalText("sha256").map(hash -> hash.toLowerCase(Locale.ROOT));
    Optional<String> contains = read.optionalText("contains");
    List<String> wanted = new ArrayList<>();
    sha256.ifPresent(hash -> wanted.add("has sha256 " + hash));
    contains.ifPresent(text -> wanted.add("contains \"" + text + "\""));
    if (wanted.isEmpty()) {
      throw new BrokenCheck("neither 'sha256' nor 'contains' is set");
    }
    String expected = path + " " + String.join(" and ", wanted);
    return switch (WorkspaceFile.find(judged.root(), path)) {
      case WorkspaceFile.Absent(String reason) -> CheckOutcome.fail(expected, reason);
      case WorkspaceFile.Present present -> compare(present, sha256, contains, expected);
    };
  }

  private static CheckOutcome compare(
      WorkspaceFile.Present file,
      Optional<String> sha256,
      Optional<String> contains,
      String expected)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    if (sha256.isPresent()) {
      String actual = file.sha256();
      if (!actual.equals(sha256.get())) {
        wrong.add("sha256 " + actual);
      }
    }
    if (contains.isPresent() && !file.text(MAX_BYTES).contains(contains.get())) {
      wrong.add("the text does not occur in " + file.size() + " bytes");
    }
    return wrong.isEmpty()
        ? CheckOutcome.pass(expected, file.size() + " bytes, as expected")
        : CheckOutcome.fail(expected, String.join("; ", wrong));
  }
}
