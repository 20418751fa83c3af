package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which Kafka cluster the data of a stack belong to. Schema ids and local state mean nothing, and
 * worse, something else, on another cluster; so a directory is used with one cluster only.
 */
final class DataOwner {
  /** The stack's own broker: its storage is part of the data. */
  static final String OWN_BROKER = "own";

  private final Path data;

  DataOwner(Path data) {
    this.data = data;
  }

  /** {@link #OWN_BROKER} or the id of the cluster; empty when there are no data yet. */
  Optional<String> owner() {
    try {
      if (Files.exists(file())) {
        return Optional.of(Files.readString(file()).strip());
      }
      return Files.exists(data.resolve(Part.BROKER.id()).resolve("meta.properties"))
          ? Optional.of(OWN_BROKER)
          : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Does nothing when the data belong to this one or to none yet.
   *
   * @throws CliFailure when they belong to another one
   */
  void require(String broker, String bootstrap) {
    Optional<String> owner = owner().filter(id -> !id.equals(broker));
    if (owner.isPresent()) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "the data in %s belong to %s, and the broker at %s is %s; %s"
              .formatted(
                  data,
                  name(owner.get()),
                  bootstrap,
                  name(broker),
                  "use that broker, another --dir, or remove the data"));
    }
  }

  /** Writes the owner down; the same one again changes nothing. */
  void record(String broker) {
    try {
      Files.createDirectories(data);
      Files.writeString(file(), broker + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path file() {
    return data.resolve("cluster-id");
  }

  private static String name(String broker) {
    return broker.equals(OWN_BROKER) ? "the stack's own broker" : "cluster " + broker;
  }
}
