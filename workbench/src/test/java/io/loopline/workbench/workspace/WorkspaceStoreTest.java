package io.loopline.workbench.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.loopline.event.ArtifactRef;
import io.loopline.event.NamedInput;
import io.loopline.workbench.artifact.ArtifactMissing;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import io.loopline.workbench.artifact.Sha256;
import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceStoreTest {
  private static final String HASH = "0".repeat(64);

  @TempDir Path artifactDirectory;
  @TempDir Path source;
  @TempDir Path target;
  private DirectoryArtifactStore artifacts;
  private WorkspaceStore store;

  @BeforeEach
  void open() throws IOException {
    artifacts = new DirectoryArtifactStore(artifactDirectory);
    store = new WorkspaceStore(artifacts);
  }

  @Test
  void shouldBringBackTheSameTreeWhenASnapshotIsRestored() throws IOException {
    // Given
    write(source, "b/deep/file.bin", "two");
    write(source, "a.txt", "one");
    Files.createDirectory(source.resolve("empty"));
    ArtifactRef snapshot = store.snapshot(source);
    // When
    Workspace workspace = store.restore(snapshot, List.of(), target);
    // Then
    assertThat(target.resolve("a.txt")).hasContent("one");
    assertThat(target.resolve("b/deep/file.bin")).hasContent("two");
    assertThat(target.resolve("empty")).doesNotExist();
    assertThat(workspace.visible())
        .containsExactly(entry("a.txt", "one"), entry("b/deep/file.bin", "two"));
    assertThat(workspace.sizeBytes()).isEqualTo(6);
    assertThat(store.snapshot(target)).isEqualTo(snapshot);
  }

  @Test
  void shouldWriteTheseBytesWhenATreeIsStored() throws IOException {
    // Given
    write(source, "b", "");
    write(source, "é", "");
    write(source, "B", "");
    // When
    ArtifactRef snapshot = store.snapshot(source);
    // Then
    String empty = Sha256.of(new byte[0]);
    try (InputStream content = artifacts.open(snapshot)) {
      assertThat(new String(content.readAllBytes(), UTF_8))
          .isEqualTo(
              """
              {"version":1,"files":[{"path":"B","sha256":"%1$s","size":0},\
              {"path":"b","sha256":"%1$s","size":0},{"path":"é","sha256":"%1$s","size":0}]}\
              """
                  .formatted(empty));
    }
    assertThat(snapshot.getMediaType()).isEqualTo("application/vnd.loopline.workspace+json");
  }

  @Test
  void shouldRestoreTheFileInputsWhenThereIsNoSnapshot() throws IOException {
    // Given
    ArtifactRef data = artifacts.put("data".getBytes(UTF_8), "text/csv");
    List<NamedInput> inputs =
        List.of(
            new NamedInput("inline", "1", null, null),
            new NamedInput("file", null, "in/data.csv", data));
    // When
    Workspace workspace = store.restore(null, inputs, target);
    // Then
    assertThat(workspace.visible()).containsExactly(entry("in/data.csv", "data"));
    assertThat(target.resolve("in/data.csv")).hasContent("data");
  }

  @Test
  void shouldKeepHiddenFilesOutOfTheDirectoryAndInTheSnapshot() throws IOException {
    // Given
    write(source, "open.txt", "open");
    write(source, "secret/key", "hidden");
    ArtifactRef snapshot = store.snapshot(source);
    // When
    Workspace workspace =
        store.restore(
            snapshot, List.of(), target, WorkspaceLimits.DEFAULT, p -> p.startsWith("secret/"));
    // Then
    assertThat(target.resolve("secret")).doesNotExist();
    assertThat(workspace.hidden()).containsExactly(entry("secret/key", "hidden"));
    assertThat(store.snapshot(target, workspace.hidden(), WorkspaceLimits.DEFAULT))
        .isEqualTo(snapshot);
  }

  @Test
  void shouldRefuseToStoreWhenAHiddenFileWasWritten() throws IOException {
    // Given
    write(source, "secret", "forged");
    // Then
    assertRefused(
        Reason.BAD_PATH,
        () -> store.snapshot(source, List.of(entry("secret", "true")), WorkspaceLimits.DEFAULT));
  }

  @Test
  void shouldRefuseToStoreWhenTheTreeHoldsALink() throws IOException {
    // Given
    Files.createSymbolicLink(source.resolve("link"), Path.of("/etc/passwd"));
    // Then
    assertRefused(Reason.SYMBOLIC_LINK, () -> store.snapshot(source));
  }

  @Test
  void shouldRefuseToStoreWhenTheTreeHoldsADirectoryLink() throws IOException {
    // Given
    Files.createSymbolicLink(source.resolve("link"), Path.of("/etc"));
    // Then
    assertRefused(Reason.SYMBOLIC_LINK, () -> store.snapshot(source));
  }

  @Test
  void shouldRefuseToStoreWhenTheTreeHoldsAPipe() throws Exception {
    // Given
    Process mkfifo = new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    // Then
    assertRefused(Reason.SPECIAL_FILE, () -> store.snapshot(source));
  }

  @Test
  void shouldRefuseToStoreWhenALimitIsPassed() throws IOException {
    // Given
    write(source, "a", "12345");
    write(source, "b", "12345");
    // Then
    assertRefused(
        Reason.TOO_LARGE, () -> store.snapshot(source, List.of(), new WorkspaceLimits(9, 2)));
    assertRefused(
        Reason.TOO_MANY_FILES, () -> store.snapshot(source, List.of(), new WorkspaceLimits(10, 1)));
    assertThat(store.snapshot(source, List.of(), new WorkspaceLimits(10, 2)))
        .isEqualTo(store.snapshot(source));
  }

  @Test
  void shouldWriteNothingWhenTheSnapshotIsOverTheLimit() throws IOException {
    // Given
    write(source, "a", "12345");
    ArtifactRef snapshot = store.snapshot(source);
    // Then
    assertRefused(
        Reason.TOO_LARGE,
        () -> store.restore(snapshot, List.of(), target, WorkspaceLimits.ofBytes(4), _ -> false));
    assertThat(target).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":2,\"files\":[]}",
        "{\"version\":1,\"files\":[]} ",
        "{\"version\":1,\"files\":[],\"more\":1}",
        "{\"version\":1,\"files\":[null]}",
        "{\"version\":1,\"files\":[{\"path\":\"../x\",\"sha256\":\"HASH\",\"size\":1}]}",
        "{\"version\":1,\"files\":[{\"path\":\"/x\",\"sha256\":\"HASH\",\"size\":1}]}",
        "{\"version\":1,\"files\":[{\"path\":\"x\",\"sha256\":\"../../x\",\"size\":1}]}",
        "{\"version\":1,\"files\":[{\"path\":\"x\",\"sha256\":\"HASH\",\"size\":-1}]}",
        "{\"version\":1,\"files\":[{\"path\":\"x\",\"sha256\":\"HASH\",\"size\":1},"
            + "{\"path\":\"x\",\"sha256\":\"HASH\",\"size\":1}]}",
        "{\"version\":1,\"files\":[{\"path\":\"y\",\"sha256\":\"HASH\",\"size\":1},"
            + "{\"path\":\"x\",\"sha256\":\"HASH\",\"size\":1}]}"
      })
  void shouldRefuseToRestoreWhenTheManifestIsForged(String manifest) throws IOException {
    // Given
    ArtifactRef snapshot =
        artifacts.put(manifest.replace("HASH", HASH).getBytes(UTF_8), Manifest.MEDIA_TYPE);
    // Then
    assertRefused(Reason.BAD_MANIFEST, () -> store.restore(snapshot, List.of(), target));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void shouldRefuseToRestoreWhenAFileIsADirectoryToo() throws IOException {
    // Given
    ArtifactRef data = artifacts.put("data".getBytes(UTF_8), "text/csv");
    List<NamedInput> inputs =
        List.of(new NamedInput("a", null, "a", data), new NamedInput("b", null, "a/b", data));
    // Then
    assertRefused(Reason.BAD_PATH, () -> store.restore(null, inputs, target));
  }

  @Test
  void shouldRefuseToRestoreWhenAnInputLeavesTheWorkspace() throws IOException {
    // Given
    ArtifactRef data = artifacts.put("data".getBytes(UTF_8), "text/csv");
    List<NamedInput> inputs = List.of(new NamedInput("a", null, "../a", data));
    // Then
    assertRefused(Reason.BAD_PATH, () -> store.restore(null, inputs, target));
  }

  @Test
  void shouldSayMissingWhenAFileOfTheSnapshotIsNotInTheStore() throws IOException {
    // Given
    write(source, "a", "gone");
    ArtifactRef snapshot = store.snapshot(source);
    String hash = Sha256.of("gone".getBytes(UTF_8));
    Files.delete(artifactDirectory.resolve(hash.substring(0, 2)).resolve(hash));
    // Then
    assertThatThrownBy(() -> store.restore(snapshot, List.of(), target))
        .isInstanceOf(ArtifactMissing.class);
  }

  private interface Action {
    Object run() throws IOException;
  }

  private static void assertRefused(Reason reason, Action action) {
    assertThatThrownBy(action::run)
        .asInstanceOf(type(WorkspaceRefused.class))
        .extracting(WorkspaceRefused::reason)
        .isEqualTo(reason);
  }

  private static ManifestEntry entry(String path, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    return new ManifestEntry(path, Sha256.of(bytes), bytes.length);
  }

  private static void write(Path root, String path, String content) throws IOException {
    Path file = root.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, content);
  }
}
