package io.loopline.workbench.workspace;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Relative paths as workspaces know them: {@code /} between segments, no {@code .} or {@code ..},
 * no leading slash, no backslash, no control character. Stateless.
 */
public final class WorkspacePath {
  private static final int MAX_BYTES = 1024;
  private static final int MAX_SEGMENT_BYTES = 255;

  private WorkspacePath() {}

  /** Where a relative path leads. */
  public sealed interface Resolution {
    /** The path stays inside; nothing says the file exists. */
    record Inside(Path file, String relative) implements Resolution {}

    /** The path is not one a workspace accepts. */
    record Refused(String reason) implements Resolution {}
  }

  /**
   * Resolves a path below a workspace root without following any symbolic link: a link anywhere on
   * the way is a refusal.
   */
  public static Resolution resolve(Path root, String relative) {
    String fault = fault(relative);
    if (!fault.isEmpty()) {
      return new Resolution.Refused(fault);
    }
    Path file = root;
    for (String segment : relative.split("/", -1)) {
      file = file.resolve(segment);
      if (Files.isSymbolicLink(file)) {
        return new Resolution.Refused("'" + relative + "' leads through a symbolic link");
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Resolution.Refused("'" + relative + "' is neither a file nor a directory");
      }
    }
    return new Resolution.Inside(file, relative);
  }

  /** What is wrong with the text of a path, in words; empty if nothing is. */
  public static String fault(String relative) {
    if (relative.isEmpty()) {
      return "the path is empty";
    }
    if (relative.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "the path is longer than " + MAX_BYTES + " bytes";
    }
    if (relative.startsWith("/")) {
      return "'" + relative + "' is absolute; paths are relative to the workspace";
    }
    if (relative.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')) {
      return "the path holds a backslash or a control character";
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(relative)) {
      return "the path is not valid Unicode";
    }
    for (String segment : relative.split("/", -1)) {
      if (segment.equals("..")) {
        return "'" + relative + "' leaves the workspace";
      }
      if (segment.isEmpty() || segment.equals(".")) {
        return "'" + relative + "' has an empty or '.' segment";
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
        return "a segment of the path is longer than " + MAX_SEGMENT_BYTES + " bytes";
      }
    }
    return "";
  }
}
