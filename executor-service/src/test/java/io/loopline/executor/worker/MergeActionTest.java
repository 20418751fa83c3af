package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.FailureKind;
import io.loopline.event.MergeConflict;
import io.loopline.event.MergeSource;
import io.loopline.event.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that merge what parallel actions left. */
class MergeActionTest extends ActionFixture {

  private ArtifactRef with(String name, String... files) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    for (String file : files) {
      int equals = file.indexOf('=');
      Files.writeString(folder.resolve(file.substring(0, equals)), file.substring(equals + 1));
    }
    return workspaces.snapshot(folder);
  }

  private static ActionRequest merge(ArtifactRef base, ArtifactRef... left) {
    ActionRequest request = Requests.of("merge", "{}");
    request.setWorkspace(base);
    request.setMerge(List.of(new MergeSource(0, left[0]), new MergeSource(2, left[1])));
    return request;
  }

  @Test
  void shouldPutTheChangesOfBothTogether() throws IOException {
    // Given
    ArtifactRef base = with("base", "a=1");

    // When
    Observation answer = answer(merge(base, with("one", "a=1", "b=2"), with("two", "a=1", "c=3")));

    // Then
    assertThat(answer.getView().getOk()).isTrue();
    assertThat(paths(answer)).containsExactly("a", "b", "c");
    assertThat(answer.getConflicts()).isEmpty();
  }

  @Test
  void shouldNameWhoseChangesWereDropped() throws IOException {
    // Given
    ArtifactRef base = with("base", "a=1");

    // When
    Observation answer = answer(merge(base, with("one", "a=2"), with("two", "a=3", "c=3")));

    // Then
    assertThat(answer.getConflicts()).containsExactly(new MergeConflict(2, 0, "a"));
    assertThat(paths(answer)).containsExactly("a");
  }

  @Test
  void shouldStartFromTheInputsWhenThereIsNoSnapshotYet() throws IOException {
    // Given
    ArtifactRef in = artifact("1");
    ArtifactRef same = with("one", "in=1", "b=2");
    ActionRequest request = merge(same, same, with("two", "in=1", "c=3"));
    request.setWorkspace(null);
    request.setInputs(List.of(Requests.input("in", in)));

    // When
    Observation answer = answer(request);

    // Then
    assertThat(paths(answer)).containsExactly("b", "c", "in");
  }

  @Test
  void shouldAnswerTransientWhenASnapshotIsMissing() throws IOException {
    ArtifactRef base = with("base", "a=1");
    ArtifactRef missing = new ArtifactRef("0".repeat(64), 10L, base.getMediaType());

    assertFailed(
        answer(merge(base, base, missing)).getView(),
        FailureKind.TRANSIENT,
        "is not in the artifact store");
  }
}
