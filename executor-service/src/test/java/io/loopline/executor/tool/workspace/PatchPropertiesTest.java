package io.loopline.executor.tool.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.executor.tool.workspace.PatchedText.Patched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Diffs of another program, on texts with few different lines, so that places look alike. */
class PatchPropertiesTest {

  @Property
  void shouldGiveTheOtherTextWhenADiffIsApplied(
      @ForAll("texts") String before,
      @ForAll("texts") String after,
      @ForAll @IntRange(max = 4) int context)
      throws Exception {
    Assume.that(!before.equals(after));
    List<FileChange> changes = DiffReader.read(diff(before, after, context));
    assertThat(changes).hasSize(1);
    Patched patched = PatchedText.of("x", before, changes.getFirst().hunks());
    assertThat(patched).isEqualTo(new Patched(after, 0));
    Statistics.label("hunks").collect(Math.min(3, changes.getFirst().hunks().size()));
  }

  @Property
  void shouldChangeAsManyLinesOrRefuseWhenLinesWereAddedAbove(
      @ForAll("texts") String before,
      @ForAll("texts") String after,
      @ForAll @IntRange(min = 1, max = 5) int added,
      @ForAll @IntRange(max = 3) int context)
      throws Exception {
    Assume.that(!before.equals(after) && !before.isEmpty());
    List<Hunk> hunks = DiffReader.read(diff(before, after, context)).getFirst().hunks();
    String above = "above\n".repeat(added);
    String outcome;
    try {
      Patched patched = PatchedText.of("x", above + before, hunks);
      outcome = patched.text().equals(above + after) ? "there" : "elsewhere";
      assertThat(TextLines.of(patched.text())).filteredOn("above\n"::equals).hasSize(added);
      assertThat(TextLines.of(patched.text())).hasSameSizeAs(TextLines.of(above + after));
    } catch (PatchRefused e) {
      outcome = "refused";
      assertThat(e).hasMessageContaining("does not apply");
    }
    Statistics.label("outcome").collect(outcome);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> line =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("a", "b", "c", "", " ")),
            Tuple.of(2, Arbitraries.of("-- d", "++ e", "@@ -1 +1 @@", "\\ f", "é", "g\r")),
            Tuple.of(1, Arbitraries.strings().alpha().ofMaxLength(3)));
    return Combinators.combine(line.list().ofMaxSize(30), Arbitraries.of("\n", "\n", ""))
        .as((lines, end) -> lines.isEmpty() ? "" : String.join("\n", lines) + end);
  }

  private static String diff(String before, String after, int context) throws IOException {
    RawText from = new RawText(before.getBytes(StandardCharsets.UTF_8));
    RawText to = new RawText(after.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("--- a/x\n+++ b/x\n".getBytes(StandardCharsets.UTF_8));
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.setContext(context);
      formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, from, to), from, to);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
