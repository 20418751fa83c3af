package io.loopline.workbench.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Removes a tree that a hostile program may have left: closed folders, names of any bytes, folders
 * nested deeper than any path can be long. Links are removed, not followed. Nobody else may write
 * to the tree.
 *
 * <p>Every folder is moved up to the top before it is looked into, so that no path gets long and
 * nothing is held open.
 */
public final class TreeRemoval {
  private static final Set<PosixFilePermission> OPEN =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path top;
  private long moved;

  private TreeRemoval(Path top) {
    this.top = top;
  }

  /** Removes it; a tree that is not there is fine. */
  public static void remove(Path tree) throws IOException {
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      open(tree);
      TreeRemoval removal = new TreeRemoval(tree);
      while (!removal.isEmptied()) {
        removal.pass();
      }
    }
    Files.deleteIfExists(tree);
  }

  private boolean isEmptied() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(top)) {
      return !entries.iterator().hasNext();
    }
  }

  private void pass() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(top)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          flatten(entry);
        }
        Files.deleteIfExists(entry);
      }
    }
  }

  /** Empties a folder at the top. */
  private void flatten(Path folder) throws IOException {
    open(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          open(entry); // a folder is written to when it gets another parent
          moveUp(entry);
        } else {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  private void moveUp(Path folder) throws IOException {
    while (true) {
      try {
        Files.move(folder, top.resolve(".removed-" + moved++));
        return;
      } catch (FileAlreadyExistsException _) {
        // the tree has a file of this name; try the next
      }
    }
  }

  private static void open(Path folder) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (!view.readAttributes().permissions().containsAll(OPEN)) {
      view.setPermissions(OPEN);
    }
  }
}
