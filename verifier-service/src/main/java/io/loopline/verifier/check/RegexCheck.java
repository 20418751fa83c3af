package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * {@code regex}: {@code {file, pattern, match}}. The pattern (RE2 syntax, searched anywhere; {@code
 * (?m)} makes ^ and $ match at lines) must occur in the file, or with {@code match: false} must
 * not. RE2 takes time linear in the text, so no pattern can backtrack for ever.
 */
public final class RegexCheck implements WorkspaceCheck {
  private static final int MAX_PATTERN_LENGTH = 1_000;
  private static final int MAX_BYTES = 16 << 20;

  /** RE2 unrolls counted repetitions, and nested ones multiply. */
  private static final long MAX_UNROLLED = 100_000;

  private static final Pattern COUNTED = Pattern.compile("\\{(?:\\d+,)?(\\d+)");

  @Override
  public String kind() {
    return "regex";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    Settings read = Settings.of(settings, "file", "pattern", "match");
    String file = read.text("file");
    String text = read.text("pattern");
    boolean wanted = read.flag("match", true);
    Pattern pattern = compile(text);
    String expected = file + (wanted ? " matches /" : " does not match /") + text + "/";
    return switch (WorkspaceFile.find(judged.root(), file)) {
      case WorkspaceFile.Absent(String reason) -> CheckOutcome.fail(expected, reason);
      case WorkspaceFile.Present present -> {
        String content = present.text(MAX_BYTES);
        Matcher matcher = pattern.matcher(new InterruptibleText(content));
        boolean hit = matcher.find();
        String found =
            hit ? describe(content, matcher) : "no match in " + present.size() + " bytes";
        yield hit == wanted
            ? CheckOutcome.pass(expected, found)
            : CheckOutcome.fail(expected, found);
      }
    };
  }

  private static Pattern compile(String text) throws BrokenCheck {
    if (text.length() > MAX_PATTERN_LENGTH) {
      throw new BrokenCheck("pattern is longer than " + MAX_PATTERN_LENGTH + " characters");
    }
    long unrolled = 1;
    for (Matcher count = COUNTED.matcher(text); count.find(); ) {
      String number = count.group(1);
      unrolled *= number.length() > 4 ? MAX_UNROLLED : Math.max(1, Long.parseLong(number));
      if (unrolled > MAX_UNROLLED) {
        throw new BrokenCheck("pattern /" + text + "/ repeats too much: " + count.group() + "}");
      }
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException bad) {
      throw new BrokenCheck("pattern /" + text + "/ is not RE2 syntax: " + bad.getMessage());
    }
  }

  private static String describe(String content, Matcher matcher) {
    long line = content.substring(0, matcher.start()).chars().filter(c -> c == '\n').count() + 1;
    return "match on line " + line + ": \"" + matcher.group() + "\"";
  }
}
