package io.loopline.verifier.judge;

import io.loopline.prompt.JudgeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The workspace files a judge is shown, as text, in alphabetical order, within a number of bytes.
 * What does not fit and what is not text is named and not shown.
 *
 * @param texts shown text by path
 * @param leftOut paths that are not shown, each with the reason
 */
record ShownFiles(Map<String, String> texts, List<String> leftOut) {
  private static final String CUT = "\n[… cut here]";

  ShownFiles {
    texts = new TreeMap<>(texts);
    leftOut = List.copyOf(leftOut);
  }

  static ShownFiles of(Path root, Collection<String> paths, JudgeSettings settings)
      throws IOException {
    List<PathMatcher> wanted =
        settings.files().stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
            .toList();
    Map<String, String> texts = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    long room = settings.evidenceBytes();
    for (String path : paths.stream().sorted().toList()) {
      if (!wanted.isEmpty() && wanted.stream().noneMatch(glob -> glob.matches(Path.of(path)))) {
        continue;
      }
      byte[] content = head(root.resolve(path), room);
      String text = content == null ? null : text(content);
      if (content == null || text == null) {
        leftOut.add(path + (room < 1 ? " (no room left)" : " (not text)"));
        continue;
      }
      boolean whole = Files.size(root.resolve(path)) <= content.length;
      texts.put(path, whole ? text : text + CUT);
      room -= content.length;
    }
    return new ShownFiles(texts, leftOut);
  }

  /** At most so many bytes of the file; null when there is no room or no regular file. */
  private static byte @Nullable [] head(Path file, long room) throws IOException {
    if (room < 1 || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return content.readNBytes((int) Math.min(room, Integer.MAX_VALUE));
    }
  }

  /** The UTF-8 text, without a character that was cut in two at its end; null for no text. */
  private static @Nullable String text(byte[] content) {
    for (int cut = 0; cut <= Math.min(3, content.length); cut++) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(content, 0, content.length - cut))
            .toString();
      } catch (CharacterCodingException _) {
        // perhaps only its end
      }
    }
    return null;
  }
}
