package io.loopline.workbench.workspace;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ArtifactRef;
import io.loopline.event.NamedInput;
import io.loopline.workbench.artifact.ArtifactStore;
import io.loopline.workbench.artifact.Sha256;
import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Restores directory trees from snapshots and stores them as such. Only regular files belong to a
 * workspace: their paths and bytes, no modes, no times, no empty directories.
 *
 * <p>Stateless; as safe for many threads as its artifact store. One directory is used by one caller
 * at a time.
 */
public final class WorkspaceStore {
  private final ArtifactStore artifacts;

  public WorkspaceStore(ArtifactStore artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
  }

  /** Restores all files within the default limits. */
  public Workspace restore(
      @Nullable ArtifactRef snapshot, List<NamedInput> fileInputs, Path directory)
      throws IOException {
    return restore(snapshot, fileInputs, directory, WorkspaceLimits.DEFAULT, _ -> false);
  }

  /**
   * Writes the files of a workspace into an empty directory.
   *
   * @param snapshot null for a workspace of the inputs alone; otherwise the inputs are not used,
   *     because the snapshot already holds what became of them
   * @param hidden which paths stay out of the directory
   * @throws WorkspaceRefused if the snapshot or an input is malformed or over a limit
   */
  public Workspace restore(
      @Nullable ArtifactRef snapshot,
      List<NamedInput> fileInputs,
      Path directory,
      WorkspaceLimits limits,
      Predicate<String> hidden)
      throws IOException {
    List<ManifestEntry> files = snapshot == null ? ofInputs(fileInputs) : manifest(snapshot);
    WorkspaceTree.requireWithin(limits, files);
    List<ManifestEntry> visible =
        files.stream().filter(entry -> !hidden.test(entry.path())).toList();
    Path root = directory.toRealPath();
    for (ManifestEntry entry : visible) {
      write(root, entry);
    }
    return new Workspace(
        root, visible, files.stream().filter(entry -> hidden.test(entry.path())).toList());
  }

  /** Stores all files below a directory, within the default limits. */
  public ArtifactRef snapshot(Path directory) throws IOException {
    return snapshot(directory, List.of(), WorkspaceLimits.DEFAULT);
  }

  /**
   * Stores all files below a directory, and files that stayed out of it.
   *
   * @param hidden files carried over, as {@link Workspace#hidden()} names them
   * @return the manifest; equal content gives an equal reference
   * @throws WorkspaceRefused on a link, a device, a path carried over that exists, or a limit
   */
  public ArtifactRef snapshot(Path directory, List<ManifestEntry> hidden, WorkspaceLimits limits)
      throws IOException {
    Path root = directory.toRealPath();
    List<ManifestEntry> files = new ArrayList<>(WorkspaceTree.read(root, limits));
    for (ManifestEntry entry : files) {
      if (!artifacts.contains(entry.sha256())) {
        store(root, entry);
      }
    }
    for (ManifestEntry entry : hidden) {
      if (files.stream().anyMatch(file -> file.path().equals(entry.path()))) {
        throw new WorkspaceRefused(
            Reason.BAD_PATH, "'" + entry.path() + "' was written though it is hidden");
      }
      files.add(entry);
    }
    WorkspaceTree.requireWithin(limits, files);
    return artifacts.put(Manifest.encode(files), Manifest.MEDIA_TYPE);
  }

  /**
   * Merges snapshots that grew out of the same one.
   *
   * @param base what all started from; null for the inputs alone
   * @return the stored merge and its conflicts
   * @throws WorkspaceRefused if a snapshot is malformed or the merge is over a limit
   */
  public MergedSnapshot merge(
      @Nullable ArtifactRef base,
      List<NamedInput> fileInputs,
      SortedMap<Integer, ArtifactRef> snapshots,
      WorkspaceLimits limits)
      throws IOException {
    List<WorkspaceMerge.Source> sources = new ArrayList<>();
    for (Map.Entry<Integer, ArtifactRef> snapshot : snapshots.entrySet()) {
      sources.add(new WorkspaceMerge.Source(snapshot.getKey(), manifest(snapshot.getValue())));
    }
    WorkspaceMerge merge =
        WorkspaceMerge.of(base == null ? ofInputs(fileInputs) : manifest(base), sources);
    WorkspaceTree.requireWithin(limits, merge.files());
    return new MergedSnapshot(
        artifacts.put(Manifest.encode(merge.files()), Manifest.MEDIA_TYPE), merge.conflicts());
  }

  /** A merge that is stored. */
  public record MergedSnapshot(ArtifactRef snapshot, List<WorkspaceMerge.Conflict> conflicts) {
    public MergedSnapshot {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The files a snapshot names, sorted by path. */
  public List<ManifestEntry> manifest(ArtifactRef snapshot) throws IOException {
    if (snapshot.getSizeBytes() > Manifest.MAX_BYTES) {
      throw new WorkspaceRefused(
          Reason.BAD_MANIFEST, "The snapshot is larger than " + Manifest.MAX_BYTES + " bytes");
    }
    try (InputStream content = artifacts.open(snapshot)) {
      return Manifest.decode(content.readAllBytes());
    }
  }

  private static List<ManifestEntry> ofInputs(List<NamedInput> inputs) throws WorkspaceRefused {
    List<ManifestEntry> files = new ArrayList<>();
    for (NamedInput input : inputs) {
      String path = input.getPath();
      ArtifactRef artifact = input.getArtifact();
      if (path == null || artifact == null) {
        continue; // an inline value: no file
      }
      try {
        files.add(new ManifestEntry(path, artifact.getSha256(), artifact.getSizeBytes()));
      } catch (IllegalArgumentException e) {
        throw new WorkspaceRefused(
            Reason.BAD_PATH, "Input '" + input.getName() + "': " + e.getMessage());
      }
    }
    return Manifest.sorted(files);
  }

  private void write(Path root, ManifestEntry entry) throws IOException {
    Path file = root.resolve(entry.path());
    try (InputStream content = artifacts.open(entry.artifact())) {
      Files.createDirectories(requireNonNull(file.getParent()));
      Files.copy(content, file);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw new WorkspaceRefused(
          Reason.BAD_PATH, "'" + entry.path() + "' collides with another path of the workspace");
    }
  }

  private void store(Path root, ManifestEntry entry) throws IOException {
    ArtifactRef stored = artifacts.put(root.resolve(entry.path()), "application/octet-stream");
    if (!stored.getSha256().equals(entry.sha256())) {
      throw new IOException("'" + entry.path() + "' changed while its snapshot was taken");
    }
  }

  /** Whether the text of a path is the path; some bytes have no text. */
  private static boolean leadsTo(Path root, String path, Path file) {
    try {
      return root.resolve(path).equals(file);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /** Hash of a file as its entry would carry it. */
  static ManifestEntry entry(Path root, Path file, long size) throws IOException {
    String path = root.relativize(file).toString();
    String fault = WorkspacePath.fault(path);
    if (!fault.isEmpty()) {
      throw new WorkspaceRefused(Reason.BAD_PATH, fault);
    }
    if (!leadsTo(root, path, file)) {
      throw new WorkspaceRefused(
          Reason.BAD_PATH,
          "the name of '"
              + path
              + "' is not valid Unicode (or this service's locale is not UTF-8)");
    }
    return new ManifestEntry(path, Sha256.of(file), size);
  }
}
