package io.loopline.workbench.workspace;

import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Walks the tree of a workspace without following links. Stateless. */
public final class WorkspaceTree {
  private WorkspaceTree() {}

  /**
   * All files below a root with their hashes, sorted by path; the limits are checked first.
   *
   * @throws WorkspaceRefused on a link, a device, a path no workspace accepts, or a limit
   */
  public static List<ManifestEntry> read(Path root, WorkspaceLimits limits) throws IOException {
    Collector collector = new Collector(limits);
    Files.walkFileTree(root, collector);
    List<ManifestEntry> entries = new ArrayList<>();
    for (Path file : collector.files) {
      entries.add(WorkspaceStore.entry(root, file, Files.size(file)));
    }
    return Manifest.sorted(entries);
  }

  /** Bytes of all files below a root; files that vanish meanwhile do not count. */
  public static long sizeBytes(Path root) throws IOException {
    long[] total = {0};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            total[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    return total[0];
  }

  static void requireWithin(WorkspaceLimits limits, List<ManifestEntry> files)
      throws WorkspaceRefused {
    if (files.size() > limits.maxFiles()) {
      throw tooMany(limits);
    }
    long left = limits.maxBytes();
    for (ManifestEntry file : files) {
      if (file.size() > left) {
        throw tooLarge(limits);
      }
      left -= file.size();
    }
  }

  private static WorkspaceRefused tooMany(WorkspaceLimits limits) {
    return new WorkspaceRefused(
        Reason.TOO_MANY_FILES,
        "The workspace has more than " + limits.maxFiles() + " files; remove some");
  }

  private static WorkspaceRefused tooLarge(WorkspaceLimits limits) {
    return new WorkspaceRefused(
        Reason.TOO_LARGE, "The workspace has more than " + limits.maxBytes() + " bytes");
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final WorkspaceLimits limits;
    private final List<Path> files = new ArrayList<>();
    private long bytes;

    Collector(WorkspaceLimits limits) {
      this.limits = limits;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
        throws WorkspaceRefused {
      if (attributes.isSymbolicLink()) {
        throw new WorkspaceRefused(
            Reason.SYMBOLIC_LINK, "'" + file.getFileName() + "' is a symbolic link");
      }
      if (!attributes.isRegularFile()) {
        throw new WorkspaceRefused(
            Reason.SPECIAL_FILE, "'" + file.getFileName() + "' is not a regular file");
      }
      files.add(file);
      bytes += attributes.size();
      if (files.size() > limits.maxFiles()) {
        throw tooMany(limits);
      }
      if (bytes > limits.maxBytes()) {
        throw tooLarge(limits);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
