package io.loopline.loopctl.loops;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The table of all loops. Pure. */
final class ListText {

  private static final List<String> HEADER =
      List.of("LOOP", "STANDING", "STOP REASON", "ITERATIONS", "SCORE", "TOOK", "STARTED");

  private ListText() {}

  /** A header and one line per loop, in the given order; a sentence when there is none. */
  static List<String> lines(List<LoopSummary> loops, Instant now) {
    if (loops.isEmpty()) {
      return List.of("No loops yet. Start one: loop submit FILE");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    loops.forEach(loop -> rows.add(cells(loop, now)));
    return aligned(rows);
  }

  private static List<String> cells(LoopSummary loop, Instant now) {
    return List.of(
        loop.loopId(),
        loop.standing(),
        orDash(loop.stopReason(), Enum::name),
        Integer.toString(loop.iterations()),
        orDash(loop.bestScore(), Words::score),
        Words.duration(loop.age(now)),
        Words.time(loop.startedAt()));
  }

  private static <T> String orDash(
      @org.jspecify.annotations.Nullable T value, Function<T, String> words) {
    return value == null ? "-" : words.apply(value);
  }

  private static List<String> aligned(List<List<String>> rows) {
    List<Integer> widths =
        IntStream.range(0, HEADER.size())
            .mapToObj(
                column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toList();
    return rows.stream()
        .map(row ->
            IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), widths.get(column)))
                .reduce("", (line, cell) -> line.isEmpty() ? cell : line + "  " + cell)
                .stripTrailing())
        .toList();
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
