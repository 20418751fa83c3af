package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** Gives a workspace to the user a program runs as, and makes sure of it afterwards. Stateless. */
final class WorkspaceOwner {
  /** Beyond this no path is one of a workspace, and far beyond none can be opened. */
  private static final int MAX_PATH_LENGTH = 2048;

  private WorkspaceOwner() {}

  /** Changes the owner of everything in it; links themselves, not where they lead. */
  static void give(Path workspace, int uid) throws IOException {
    Files.walkFileTree(
        workspace,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            return visitFile(folder, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Lets this process read everything, whatever modes the program left. Root needs no permission;
   * another user owns the files, because the program ran as that user. Only after the program
   * ended.
   */
  static void open(Path workspace) throws IOException {
    Deque<Path> folders = new ArrayDeque<>(Set.of(workspace));
    while (!folders.isEmpty()) {
      Path folder = folders.removeFirst();
      allow(folder, PosixFilePermission.OWNER_EXECUTE);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            if (entry.toString().length() < MAX_PATH_LENGTH) {
              folders.addLast(entry);
            }
          } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            allow(entry, PosixFilePermission.OWNER_READ);
          }
        }
      }
    }
  }

  private static void allow(Path path, PosixFilePermission further) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    Set<PosixFilePermission> wanted =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, further);
    Set<PosixFilePermission> now = view.readAttributes().permissions();
    if (!now.containsAll(wanted)) {
      wanted.addAll(now);
      view.setPermissions(wanted);
    }
  }
}
