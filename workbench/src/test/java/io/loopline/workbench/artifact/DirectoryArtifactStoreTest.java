package io.loopline.workbench.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest {
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path directory;
  private DirectoryArtifactStore store;

  @BeforeEach
  void open() throws IOException {
    store = new DirectoryArtifactStore(directory);
  }

  @Test
  void shouldNameABlobByItsSha256WhenPut() throws IOException {
    // When
    ArtifactRef artifact = store.put("hello".getBytes(UTF_8), "text/plain");
    // Then
    assertThat(artifact).isEqualTo(new ArtifactRef(HELLO, 5L, "text/plain"));
    assertThat(store.contains(HELLO)).isTrue();
    assertThat(read(artifact)).isEqualTo("hello");
  }

  @Test
  void shouldLeaveOneFileAndNoPartsWhenManyThreadsPutTheSameBytes() throws Exception {
    // Given
    byte[] content = new byte[300_000];
    CountDownLatch start = new CountDownLatch(1);
    List<Future<ArtifactRef>> puts = new ArrayList<>();
    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 32; i++) {
        puts.add(
            threads.submit(() -> {
              start.await();
              return store.put(content, "application/octet-stream");
            }));
      }
      start.countDown();
    }
    // Then
    for (Future<ArtifactRef> put : puts) {
      assertThat(put.get().getSha256()).isEqualTo(Sha256.of(content));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void shouldLeaveNothingWhenTheSourceFailsHalfWay() throws IOException {
    // Given
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken source");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
              }
            });
    // When
    assertThatThrownBy(() -> store.put(broken, "text/plain")).hasMessage("broken source");
    // Then
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void shouldRefuseToReadWhenTheBytesWereChangedOnDisk() throws IOException {
    // Given
    ArtifactRef artifact = store.put("hello".getBytes(UTF_8), "text/plain");
    Files.writeString(blob(), "jello");
    // Then
    assertThatThrownBy(() -> store.open(artifact))
        .isInstanceOf(ArtifactCorrupt.class)
        .hasMessageContaining("hash to");
  }

  @Test
  void shouldRefuseToReadALargeBlobWhenItsBytesWereChangedOnDisk() throws IOException {
    // Given
    byte[] content = new byte[9 << 20];
    ArtifactRef artifact = store.put(content, "application/octet-stream");
    content[content.length - 1] = 1;
    Files.write(
        directory.resolve(artifact.getSha256().substring(0, 2)).resolve(artifact.getSha256()),
        content);
    // Then
    assertThatThrownBy(() -> store.open(artifact)).isInstanceOf(ArtifactCorrupt.class);
  }

  @Test
  void shouldRepairADamagedBlobWhenItsBytesArePutAgain() throws IOException {
    // Given
    ArtifactRef artifact = store.put("hello".getBytes(UTF_8), "text/plain");
    Files.writeString(blob(), "");
    // When
    store.put("hello".getBytes(UTF_8), "text/plain");
    // Then
    assertThat(read(artifact)).isEqualTo("hello");
  }

  @Test
  void shouldNotWriteAgainWhatItHasStoredAndFindsIntact() throws IOException {
    // Given
    store.put("hello".getBytes(UTF_8), "text/plain");
    Object before = Files.getAttribute(blob(), "unix:ino");
    // When
    ArtifactRef again = store.put("hello".getBytes(UTF_8), "application/json");
    // Then
    assertThat(again).isEqualTo(new ArtifactRef(HELLO, 5L, "application/json"));
    assertThat(Files.getAttribute(blob(), "unix:ino")).isEqualTo(before);
  }

  @Test
  void shouldStoreAgainWhatAnotherInstanceMayNotHaveForcedYet() throws IOException {
    // Given
    store.put("hello".getBytes(UTF_8), "text/plain");
    Object before = Files.getAttribute(blob(), "unix:ino");
    // When
    new DirectoryArtifactStore(directory).put("hello".getBytes(UTF_8), "text/plain");
    // Then
    assertThat(Files.getAttribute(blob(), "unix:ino")).isNotEqualTo(before);
  }

  @Test
  void shouldPutABlobBackWhenItWasRemoved() throws IOException {
    // Given
    ArtifactRef artifact = store.put("hello".getBytes(UTF_8), "text/plain");
    Files.delete(blob());
    // When
    store.put("hello".getBytes(UTF_8), "text/plain");
    // Then
    assertThat(read(artifact)).isEqualTo("hello");
  }

  @Test
  void shouldSayMissingWhenTheBlobIsNotThere() {
    assertThatThrownBy(() -> store.open(new ArtifactRef(HELLO, 5L, "text/plain")))
        .isInstanceOf(ArtifactMissing.class)
        .hasMessageContaining(HELLO);
  }

  @Test
  void shouldRefuseWhenTheReferenceIsAPath() throws IOException {
    // Given
    Files.writeString(directory.resolve("secret"), "hello");
    // Then
    assertThat(store.contains("../secret")).isFalse();
    assertThatThrownBy(() -> store.open(new ArtifactRef("../secret", 5L, "text/plain")))
        .isInstanceOf(ArtifactCorrupt.class);
  }

  @Test
  void shouldRefuseWhenTheSizeIsNotTheReferences() throws IOException {
    // Given
    store.put(new ByteArrayInputStream("hello".getBytes(UTF_8)), "text/plain");
    // Then
    assertThatThrownBy(() -> store.open(new ArtifactRef(HELLO, 4L, "text/plain")))
        .isInstanceOf(ArtifactCorrupt.class)
        .hasMessageContaining("4 bytes");
  }

  private Path blob() {
    return directory.resolve("2c").resolve(HELLO);
  }

  private String read(ArtifactRef artifact) throws IOException {
    try (InputStream content = store.open(artifact)) {
      return new String(content.readAllBytes(), UTF_8);
    }
  }
}
