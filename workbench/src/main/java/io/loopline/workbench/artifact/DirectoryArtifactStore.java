package io.loopline.workbench.artifact;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ArtifactRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Artifacts as files {@code ab/abcdef…} below one directory, which several processes may share.
 *
 * <p>A blob is written beside its place, forced to disk and renamed into it, so that no reader ever
 * sees half of one. Storing bytes that are already there replaces them, which repairs a blob
 * damaged on disk; an array that this instance has stored before is compared first, because forcing
 * is most of what storing costs.
 */
public final class DirectoryArtifactStore implements ArtifactStore {
  private static final long IN_MEMORY_BYTES = 8L << 20;

  /** Hashes remembered as forced; a forgotten one is only stored again. */
  private static final int REMEMBERED = 10_000;

  private final Path directory;
  private final Path incoming;
  private final Set<String> forced = Collections.synchronizedSet(newBoundedSet());

  /** Creates the directory and the folders in it if they are missing. */
  public DirectoryArtifactStore(Path directory) throws IOException {
    this.directory = requireNonNull(directory, "directory is null").toAbsolutePath().normalize();
    this.incoming = this.directory.resolve("incoming");
    Files.createDirectories(incoming);
    for (int i = 0; i < 256; i++) {
      Files.createDirectories(this.directory.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    force(this.directory);
  }

  @Override
  public ArtifactRef put(byte[] content, String mediaType) throws IOException {
    requireNonNull(mediaType, "mediaType is null");
    String sha256 = Sha256.of(content);
    return forced.contains(sha256) && isIntact(place(sha256), content)
        ? new ArtifactRef(sha256, (long) content.length, mediaType)
        : put(new ByteArrayInputStream(content), mediaType);
  }

  @Override
  public ArtifactRef put(InputStream content, String mediaType) throws IOException {
    requireNonNull(mediaType, "mediaType is null");
    Path file = Files.createTempFile(incoming, "put-", ".part");
    try {
      MessageDigest digest = Sha256.digest();
      long size = write(content, file, digest);
      String sha256 = Sha256.hex(digest);
      Path place = place(sha256);
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
      force(requireNonNull(place.getParent()));
      forced.add(sha256);
      return new ArtifactRef(sha256, size, mediaType);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public InputStream open(ArtifactRef artifact) throws IOException {
    String sha256 = artifact.getSha256();
    if (!Sha256.isValid(sha256)) {
      throw new ArtifactCorrupt("Artifact reference is not a SHA-256 in lower-case hex");
    }
    Path place = place(sha256);
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new ArtifactMissing("Artifact " + sha256 + " is not in the artifact store");
    }
    long size = Files.size(place);
    if (size != artifact.getSizeBytes()) {
      throw new ArtifactCorrupt(
          "Artifact %s should have %d bytes, the store has %d"
              .formatted(sha256, artifact.getSizeBytes(), size));
    }
    if (size > IN_MEMORY_BYTES) {
      check(sha256, Sha256.of(place));
      return Files.newInputStream(place);
    }
    byte[] content = Files.readAllBytes(place);
    check(sha256, Sha256.of(content));
    return new ByteArrayInputStream(content);
  }

  @Override
  public boolean contains(String sha256) {
    return Sha256.isValid(sha256) && Files.isRegularFile(place(sha256), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isIntact(Path place, byte[] content) throws IOException {
    return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        && Files.size(place) == content.length
        && Arrays.equals(Files.readAllBytes(place), content);
  }

  private static Set<String> newBoundedSet() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
          }
        });
  }

  private Path place(String sha256) {
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static void check(String expected, String found) throws ArtifactCorrupt {
    if (!expected.equals(found)) {
      throw new ArtifactCorrupt("Artifact " + expected + " has bytes that hash to " + found);
    }
  }

  private static long write(InputStream content, Path file, MessageDigest digest)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
      long size = content.transferTo(out);
      channel.force(true);
      return size;
    }
  }

  /** A rename is durable only when the directory that holds it was forced too. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
