package io.loopline.workbench.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.workbench.workspace.WorkspaceMerge.Conflict;
import io.loopline.workbench.workspace.WorkspaceMerge.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkspaceMergeTest {
  private static final List<ManifestEntry> BASE = files("a=1", "b=1", "d/e=1");

  /** Files as PATH=CONTENT, where the content is one hex digit. */
  private static List<ManifestEntry> files(String... files) {
    return Stream.of(files)
        .map(file -> file.split("="))
        .map(parts -> new ManifestEntry(parts[0], parts[1].repeat(64), 1))
        .toList();
  }

  private static WorkspaceMerge merge(Source... sources) {
    return WorkspaceMerge.of(BASE, List.of(sources));
  }

  private static Source source(int index, String... files) {
    return new Source(index, files(files));
  }

  @Test
  void shouldTakeChangesOfDifferentPathsTogether() {
    WorkspaceMerge merged =
        merge(
            source(0, "a=2", "b=1", "d/e=1"), // changed
            source(1, "a=1", "d/e=1"), // removed
            source(2, "a=1", "b=1", "d/e=1", "f=3")); // added

    assertThat(merged.files()).isEqualTo(files("a=2", "d/e=1", "f=3"));
    assertThat(merged.conflicts()).isEmpty();
  }

  @Test
  void shouldDropTheHigherIndexWholeWhenBothChangedAPath() {
    WorkspaceMerge merged =
        merge(source(0, "a=2", "b=1", "d/e=1"), source(3, "a=3", "b=1", "d/e=1", "z=3"));

    assertThat(merged.files()).isEqualTo(files("a=2", "b=1", "d/e=1"));
    assertThat(merged.conflicts()).containsExactly(new Conflict(3, 0, "a"));
  }

  @Test
  void shouldSeeAConflictWhenOneRemovesWhatTheOtherChanges() {
    WorkspaceMerge merged = merge(source(0, "b=1", "d/e=1"), source(1, "a=3", "b=1", "d/e=1"));

    assertThat(merged.files()).isEqualTo(files("b=1", "d/e=1"));
    assertThat(merged.conflicts()).containsExactly(new Conflict(1, 0, "a"));
  }

  @Test
  void shouldSeeAConflictWhenBothMadeTheSameChange() {
    assertThat(
            merge(source(0, "a=2", "b=1", "d/e=1"), source(1, "a=2", "b=1", "d/e=1")).conflicts())
        .containsExactly(new Conflict(1, 0, "a"));
  }

  @Test
  void shouldSeeAConflictWhenAFileWouldBeAFolderToo() {
    Source file = source(0, "a=1", "b=1", "d/e=1", "n=2");
    Source folder = source(1, "a=1", "b=1", "d/e=1", "n/x=2");

    assertThat(merge(file, folder).conflicts()).containsExactly(new Conflict(1, 0, "n"));
    assertThat(merge(new Source(0, folder.files()), new Source(1, file.files())).conflicts())
        .containsExactly(new Conflict(1, 0, "n"));
  }

  @Test
  void shouldNotTakeAPathForAFolderOfAnotherThatOnlyBeginsAlike() {
    assertThat(
            merge(
                    source(0, "a=1", "b=1", "d/e=1", "n=2"),
                    source(1, "a=1", "b=1", "d/e=1", "n.x=2"))
                .conflicts())
        .isEmpty();
  }

  @Test
  void shouldLetALaterOneWinWhenTheOneBeforeWasDropped() {
    WorkspaceMerge merged =
        merge(
            source(0, "a=2", "b=1", "d/e=1"),
            source(1, "a=3", "b=3", "d/e=1"),
            source(2, "a=1", "b=4", "d/e=1"));

    assertThat(merged.files()).isEqualTo(files("a=2", "b=4", "d/e=1"));
    assertThat(merged.conflicts()).containsExactly(new Conflict(1, 0, "a"));
  }
}
