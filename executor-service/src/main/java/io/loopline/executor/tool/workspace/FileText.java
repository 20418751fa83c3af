package io.loopline.executor.tool.workspace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.FailureKind;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The text of a file, up to a number of bytes. Stateless. */
final class FileText {
  private FileText() {}

  static ToolOutcome read(Path file, String relative, long maxBytes) throws IOException {
    long size = Files.size(file);
    byte[] bytes;
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = content.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
    }
    boolean truncated = bytes.length < size;
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    // not the end of input when truncated: the cut may go through a character
    if (decoder.decode(ByteBuffer.wrap(bytes), chars, !truncated).isError()) {
      return ToolOutcome.Failed.of(
          FailureKind.TOOL_FAILED,
          "'" + relative + "' is not UTF-8 text; use a tool that reads it");
    }
    String text = chars.flip().toString();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("path", relative).put("size", size).put("truncated", truncated).put("text", text);
    return new ToolOutcome.Done(text, result);
  }
}
