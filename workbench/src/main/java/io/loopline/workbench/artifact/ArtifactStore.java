package io.loopline.workbench.artifact;

import io.loopline.event.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Stores blobs under the SHA-256 of their bytes. The same bytes stored twice are one blob.
 *
 * <p>Safe for use by many threads and processes at once. A blob that {@code put} returned survives
 * a crash of the machine.
 */
public interface ArtifactStore {

  /** Stores everything the stream still holds; the caller closes the stream. */
  ArtifactRef put(InputStream content, String mediaType) throws IOException;

  /**
   * Opens a blob whose bytes were checked against the reference before this returns.
   *
   * @throws ArtifactMissing if no such blob is here (it may arrive later)
   * @throws ArtifactCorrupt if the reference is malformed or the bytes do not match it
   */
  InputStream open(ArtifactRef artifact) throws IOException;

  /** Whether a blob with this lower-case hex SHA-256 is here; false for malformed text. */
  boolean contains(String sha256);

  /** Stores an array of bytes. */
  default ArtifactRef put(byte[] content, String mediaType) throws IOException {
    return put(new ByteArrayInputStream(content), mediaType);
  }

  /** Stores a file; a symbolic link is not followed but refused. */
  default ArtifactRef put(Path file, String mediaType) throws IOException {
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return put(content, mediaType);
    }
  }
}
