package io.loopline.workbench.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The few files of /etc that are made up, so that names of this machine's accounts stay out. */
final class AccountFiles {
  static final int UID = 1000;
  private static final Map<String, String> CONTENT =
      Map.of(
          "passwd",
          """
          root:x:0:0:root:/:/bin/sh
          loopline:x:1000:1000:loopline:/tmp:/bin/sh
          nobody:x:65534:65534:nobody:/:/bin/sh
          """,
          "group",
          """
          root:x:0:
          loopline:x:1000:
          nogroup:x:65534:
          """,
          "hosts",
          "127.0.0.1 localhost loopline\n::1 localhost loopline\n",
          "nsswitch.conf",
          "passwd: files\ngroup: files\nhosts: files\n");

  private final SortedMap<String, Path> files = new TreeMap<>();

  /** Writes them into the directory, which others must be able to read. */
  AccountFiles(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Map.Entry<String, String> file : CONTENT.entrySet()) {
      Path path = directory.resolve(file.getKey()).toAbsolutePath();
      Files.writeString(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      files.put(file.getKey(), path);
    }
  }

  /** Where they are on this machine. */
  List<Path> paths() {
    return List.copyOf(files.values());
  }

  /** The options that put them into place. */
  List<String> mounts() {
    List<String> options = new ArrayList<>();
    files.forEach(
        (name, path) -> options.addAll(List.of("--ro-bind", path.toString(), "/etc/" + name)));
    return options;
  }
}
