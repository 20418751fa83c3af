package io.loopline.executor.tool.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of lines {@code {"key":…,"line":…}}. A line counts once its line break is written; what
 * a crash left without one is closed off by the next append. Instances hold nothing open.
 */
final class OutboxFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte LINE_BREAK = '\n';

  private final Path path;

  OutboxFile(Path path) {
    this.path = path;
  }

  /** Appends; returns after the bytes are on the disk. */
  void append(String key, String line) throws IOException {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("key", key).put("line", line);
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      long end = file.size();
      file.position(end);
      ByteBuffer bytes =
          ByteBuffer.wrap(((endsTorn(file, end) ? "\n" : "") + row + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }

  private static boolean endsTorn(FileChannel file, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return end > 0 && file.read(last, end - 1) == 1 && last.get(0) != LINE_BREAK;
  }

  /** Whether a whole line of this key is in the file. */
  boolean has(String key) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (BufferedReader rows = Files.newBufferedReader(path, UTF_8)) {
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        if (key.equals(keyOf(row))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The key of a row; empty for the torn end of a crash. */
  private static String keyOf(String row) {
    try {
      JsonNode json = JSON.readTree(row);
      return json == null ? "" : json.path("key").asText("");
    } catch (JsonProcessingException torn) {
      return "";
    }
  }
}
