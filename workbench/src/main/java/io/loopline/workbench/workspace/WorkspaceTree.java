package io.loopline.workbench.workspace;

import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    Collector collector = new Collector(root, limits);
    Files.walkFileTree(root, collector);
    List<ManifestEntry> entries = new ArrayList<>();
    for (Path file : collector.files) {
      entries.add(WorkspaceStore.entry(root, file, Files.size(file)));
    }
    return Manifest.sorted(entries);
  }

  /** Copies all files and folders below a root into an empty directory; links as links. */
  public static void copy(Path root, Path directory) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(directory.resolve(relative(root, folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, directory.resolve(relative(root, file)), LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String relative(Path root, Path path) {
    return root.relativize(path).toString();
  }

  /**
   * Bytes of all files below a root; what vanishes meanwhile or cannot be reached does not count.
   */
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
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
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
    private final Path root;
    private final WorkspaceLimits limits;
    private final List<Path> files = new ArrayList<>();
    private long bytes;

    Collector(Path root, WorkspaceLimits limits) {
      this.root = root;
      this.limits = limits;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws WorkspaceRefused {
      // before it gets so deep that no path leads there
      String fault = folder.equals(root) ? "" : WorkspacePath.fault(relative(root, folder));
      if (!fault.isEmpty()) {
        throw new WorkspaceRefused(Reason.BAD_PATH, "A folder cannot be kept: " + fault);
      }
      return FileVisitResult.CONTINUE;
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
