package io.loopline.executor.tool.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files below a folder with their sizes, by path. Stateless. */
final class Listing {
  private static final int ENTRY_OVERHEAD = 24;

  private Listing() {}

  static ToolOutcome of(Path root, Path folder, long maxBytes) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(folder)) {
      files =
          below
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = result.putArray("files");
    StringBuilder text = new StringBuilder();
    text.append(files.size()).append(files.size() == 1 ? " file" : " files");
    boolean truncated = false;
    for (Path file : files) {
      String path = root.relativize(file).toString();
      truncated = text.length() + path.length() + ENTRY_OVERHEAD > maxBytes;
      if (truncated) {
        break;
      }
      long size = Files.size(file);
      entries.addObject().put("path", path).put("size", size);
      text.append('\n').append(path).append("  ").append(size);
    }
    result.put("file_count", files.size()).put("truncated", truncated);
    return new ToolOutcome.Done(text.toString(), result);
  }
}
