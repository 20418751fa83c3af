package io.loopline.executor.tool.workspace;

import java.util.ArrayList;
import java.util.List;

/**
 * Hunks put into the lines of one file. A hunk goes where its header says, moved by as much as the
 * hunk before it was; if its lines are not there, then to the one place within {@value #REACH}
 * lines that has them. Context is never left out.
 */
final class PatchedText {
  static final int REACH = 1000;
  private static final int PLACES_NAMED = 5;

  private final String path;
  private final List<String> lines;
  private final List<String> result = new ArrayList<>();

  /** Lines of the file that are in the result, or were replaced. */
  private int done;

  private int offset;
  private int moved;

  private PatchedText(String path, List<String> lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * A file's text afterwards.
   *
   * @param moved how many hunks were not where they said
   */
  record Patched(String text, int moved) {}

  /**
   * Applies hunks to a text. Where the text has a carriage return at each line end and the hunks
   * have none, so that they could not fit, they are taken to have them too.
   */
  static Patched of(String path, String text, List<Hunk> hunks) throws PatchRefused {
    List<String> lines = TextLines.of(text);
    boolean toCrlf =
        TextLines.allCrlf(lines)
            && hunks.stream().noneMatch(Hunk::hasCarriageReturns)
            && hunks.stream()
                .flatMap(hunk -> hunk.before().stream())
                .anyMatch(line -> line.endsWith("\n"));
    PatchedText patched = new PatchedText(path, lines);
    for (Hunk hunk : hunks) {
      patched.apply(toCrlf ? hunk.withCarriageReturns() : hunk);
    }
    return patched.finish();
  }

  private void apply(Hunk hunk) throws PatchRefused {
    int stated = hunk.index() + offset;
    if (stated < done) {
      throw PatchRefused.failed(
          what(hunk)
              + ": it says line %d, but the hunk above it goes to line %d; hunks stand in the order of lines"
                  .formatted(stated + 1, done));
    }
    int place = isAt(hunk.before(), stated) ? stated : elsewhere(hunk, stated);
    if (place != stated) {
      moved++;
    }
    offset = place - hunk.index();
    result.addAll(lines.subList(done, place));
    result.addAll(hunk.after());
    done = place + hunk.before().size();
    if (!isWhole(hunk)) {
      throw PatchRefused.failed(
          what(hunk) + ": a line without a line end would not be the file's last");
    }
  }

  /** Only the last line of a text has no line end. */
  private boolean isWhole(Hunk hunk) {
    int from = Math.max(0, result.size() - hunk.after().size() - 1);
    int to = done == lines.size() ? Math.max(from, result.size() - 1) : result.size();
    return result.subList(from, to).stream().allMatch(line -> line.endsWith("\n"));
  }

  private Patched finish() {
    result.addAll(lines.subList(done, lines.size()));
    return new Patched(String.join("", result), moved);
  }

  private boolean isAt(List<String> wanted, int index) {
    return index >= done
        && index + wanted.size() <= lines.size()
        && lines.subList(index, index + wanted.size()).equals(wanted);
  }

  private int elsewhere(Hunk hunk, int stated) throws PatchRefused {
    List<Integer> places = new ArrayList<>();
    if (!hunk.before().isEmpty()) {
      int last = Math.min(lines.size(), stated + REACH);
      for (int index = Math.max(done, stated - REACH); index <= last; index++) {
        if (isAt(hunk.before(), index)) {
          places.add(index);
        }
      }
    }
    if (places.size() == 1) {
      return places.getFirst();
    }
    throw PatchRefused.failed(
        what(hunk) + (places.isEmpty() ? mismatch(hunk, stated) : ambiguous(stated, places)));
  }

  private String what(Hunk hunk) {
    return "Hunk %d of '%s' (line %d of the diff) does not apply"
        .formatted(hunk.number(), path, hunk.diffLine());
  }

  private static String ambiguous(int stated, List<Integer> places) {
    return ": its lines are not at line %d where it says, but at %d places (lines %s%s); give it more context"
        .formatted(
            stated + 1,
            places.size(),
            String.join(
                ", ", places.stream().limit(PLACES_NAMED).map(index -> "" + (index + 1)).toList()),
            places.size() > PLACES_NAMED ? ", …" : "");
  }

  private String mismatch(Hunk hunk, int stated) {
    String hint = isAt(hunk.after(), stated) ? "; the file looks as if it was applied before" : "";
    for (int i = 0; i < hunk.before().size(); i++) {
      String wanted = hunk.before().get(i);
      if (stated + i >= lines.size()) {
        return ": line %d: expected %s, found the end of the file%s"
            .formatted(stated + i + 1, TextLines.quote(wanted), hint);
      }
      String found = lines.get(stated + i);
      if (!found.equals(wanted)) {
        boolean isEnd = TextLines.withoutEnd(found).equals(TextLines.withoutEnd(wanted));
        return ": line %d: expected %s, found %s%s"
            .formatted(
                stated + i + 1,
                isEnd ? TextLines.quoteAll(wanted) : TextLines.quote(wanted),
                isEnd ? TextLines.quoteAll(found) : TextLines.quote(found),
                hint);
      }
    }
    return ": it adds after line %d, and the file has %d lines".formatted(stated, lines.size());
  }
}
