package io.loopline.workbench.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lets an unprivileged user reach single paths below folders that are closed to it, such as a
 * workspace below root's home: in a mount namespace of its own the closed folder is replaced by an
 * empty one that holds those paths and nothing else. Only root can build one. Stateless.
 */
final class Vestibule {
  private Vestibule() {}

  /**
   * The options for bubblewrap that open the way; empty if all paths can be reached anyway.
   *
   * @param writable real paths that stay writable
   * @param readOnly real paths
   */
  static List<String> options(List<Path> writable, List<Path> readOnly, int uid)
      throws IOException {
    SortedSet<Path> closed = new TreeSet<>();
    for (List<Path> paths : List.of(writable, readOnly)) {
      for (Path path : paths) {
        addClosedFolder(path, uid, closed);
      }
    }
    if (closed.isEmpty()) {
      return List.of();
    }
    List<String> options = new ArrayList<>(List.of("--die-with-parent", "--dev-bind", "/", "/"));
    options.addAll(List.of("--chdir", "/"));
    closed.forEach(folder -> options.addAll(List.of("--tmpfs", folder.toString())));
    SortedSet<Path> between = new TreeSet<>();
    List<String> binds = new ArrayList<>();
    addWays(readOnly, "--ro-bind", closed, between, binds);
    addWays(writable, "--bind", closed, between, binds);
    for (Path folder : between) { // sorted, so parents come first
      options.addAll(List.of("--perms", "0755", "--dir", folder.toString()));
    }
    options.addAll(binds);
    return options;
  }

  /** The topmost folder above the path that the user may not pass. */
  private static void addClosedFolder(Path path, int uid, SortedSet<Path> closed)
      throws IOException {
    for (int depth = 1; depth < path.getNameCount(); depth++) {
      Path folder = requireNonNull(path.getRoot()).resolve(path.subpath(0, depth));
      if (!mayPass(folder, uid)) {
        closed.add(folder);
        return;
      }
    }
  }

  private static boolean mayPass(Path folder, int uid) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(folder, "unix:uid,gid,mode");
    int mode = (Integer) requireNonNull(attributes.get("mode"));
    if (Integer.valueOf(uid).equals(attributes.get("uid"))) {
      return (mode & 0100) != 0;
    }
    return Integer.valueOf(uid).equals(attributes.get("gid"))
        ? (mode & 0010) != 0
        : (mode & 0001) != 0;
  }

  private static void addWays(
      List<Path> paths,
      String option,
      SortedSet<Path> closed,
      SortedSet<Path> between,
      List<String> binds) {
    for (Path path : paths) {
      for (Path folder : closed) {
        if (path.startsWith(folder)) {
          for (Path up = path.getParent();
              up != null && up.startsWith(folder) && !up.equals(folder);
              up = up.getParent()) {
            between.add(up);
          }
          binds.addAll(List.of(option, path.toString(), path.toString()));
        }
      }
    }
  }
}
