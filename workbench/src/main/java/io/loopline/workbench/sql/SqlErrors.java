package io.loopline.workbench.sql;

import io.loopline.event.FailureKind;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classifies what the engine says, once, and takes machine-specific paths out of it. Stateless. */
final class SqlErrors {
  private static final Pattern NO_ACCESS =
      Pattern.compile("Cannot access file \"(?!\\.\\.)([^/\"]*)\"");
  private static final Pattern CARETS = Pattern.compile("(?m)^ *\\^+ *$\\n?");
  private static final Pattern LINE_NUMBER = Pattern.compile("(?m)^LINE \\d+: ?");
  private static final int MAX_MESSAGE = 1_500;

  private SqlErrors() {}

  static SqlOutcome.Failed classify(String message, Path workspace) {
    String text = readable(message, workspace);
    if (message.startsWith("Out of Memory Error")) {
      return new SqlOutcome.Failed(
          FailureKind.LIMIT_EXCEEDED, "Over the memory limit: " + firstLine(text), "memory");
    }
    Matcher noAccess = NO_ACCESS.matcher(message);
    if (message.startsWith("Permission Error") && noAccess.find()) {
      return new SqlOutcome.Failed(
          FailureKind.TOOL_FAILED,
          "'%s' is a computed path or stands where none is expected; write a computed path as '~/%s'"
              .formatted(noAccess.group(1), noAccess.group(1)),
          null);
    }
    boolean denied =
        message.startsWith("Permission Error") || message.contains("configuration has been locked");
    return new SqlOutcome.Failed(denied ? FailureKind.DENIED : FailureKind.TOOL_FAILED, text, null);
  }

  static String readable(String message, Path workspace) {
    String text = relative(message, workspace);
    text = CARETS.matcher(text).replaceAll("");
    text = LINE_NUMBER.matcher(text).replaceAll("near: ").strip();
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }

  /** The temporary place of a workspace differs on every run; nobody outside should see it. */
  static String relative(String text, Path workspace) {
    return text.replace(workspace + "/", "").replace(workspace.toString(), ".");
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
