package io.loopline.loopctl.goal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a YAML or JSON file that a person names. */
sealed interface FileText {
  /** Larger text cannot become an event that fits; large inputs belong into files. */
  long MAX_BYTES = 2L << 20;

  record Text(String name, String text) implements FileText {}

  record Unreadable(GoalError why) implements FileText {}

  static FileText read(Path file) {
    String name = file.toString();
    try {
      if (!Files.isRegularFile(file)) {
        return unreadable(name, "no such file");
      }
      if (Files.size(file) > MAX_BYTES) {
        return unreadable(
            name, "larger than %,d bytes; give large inputs as files".formatted(MAX_BYTES));
      }
      return new Text(name, plain(name, Files.readString(file)));
    } catch (CharacterCodingException _) {
      return unreadable(name, "not UTF-8 text");
    } catch (IOException e) {
      return unreadable(name, "cannot be read: " + e.getMessage());
    }
  }

  private static FileText unreadable(String file, String message) {
    return new Unreadable(new GoalError(file, 1, "", message));
  }

  /** JSON allows tabs between tokens, YAML not everywhere; in JSON strings they cannot stand. */
  private static String plain(String name, String text) {
    return name.endsWith(".json") ? text.replace('\t', ' ') : text;
  }
}
