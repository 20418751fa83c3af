package io.loopline.loopctl.loops;

import io.loopline.event.DeadLetter;
import io.loopline.event.SourceRef;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Writes the bytes of dead letters into files. Overwrites nothing. */
final class DeadLetterFiles {
  private DeadLetterFiles() {}

  /**
   * Writes key and value of each letter that has them.
   *
   * @return how many values are shorter than the record's were
   * @throws CliFailure when the directory is not empty or cannot be written
   */
  static int write(List<DeadLetter> letters, Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> present = Files.list(directory)) {
        if (present.findAny().isPresent()) {
          throw new CliFailure(
              ExitCode.BAD_INPUT, "the directory is not empty: " + directory + "; name a new one");
        }
      }
      int cut = 0;
      for (DeadLetter letter : letters) {
        String name = name(letter.getSource());
        ByteBuffer value = letter.getValue();
        if (value != null) {
          write(directory.resolve(name + ".value"), value);
        }
        if (letter.getKey() != null) {
          write(directory.resolve(name + ".key"), letter.getKey());
        }
        cut += (value == null ? 0 : value.remaining()) < letter.getValueSize() ? 1 : 0;
      }
      return cut;
    } catch (IOException failure) {
      throw new CliFailure(
          ExitCode.BAD_INPUT, "cannot write to " + directory + ": " + failure, failure);
    }
  }

  // Kafka allows letters, digits, '.', '_' and '-' in topic names; what a record says may be
  // anything.
  private static String name(SourceRef source) {
    return "%s-%d-%d"
        .formatted(
            source.getTopic().replaceAll("[^A-Za-z0-9._-]", "_"),
            source.getPartition(),
            source.getOffset());
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = bytes.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }
}
