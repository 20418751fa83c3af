package io.loopline.loopctl.stack;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the local stack wrote down about itself in {@code stack.json}: its addresses and its
 * processes. Written whole and renamed into place, so a reader sees the old or the new one.
 */
public record StackState(
    String bootstrap, String registry, Path artifacts, List<StackProcess> processes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "stack.json";

  public StackState {
    requireNonNull(bootstrap, "bootstrap is null");
    requireNonNull(registry, "registry is null");
    requireNonNull(artifacts, "artifacts is null");
    processes = List.copyOf(processes);
  }

  /** The state in this directory; empty when there is none or it is not readable as one. */
  public static Optional<StackState> read(Path directory) {
    try {
      return parse(JSON.readTree(Files.readString(directory.resolve(FILE))));
    } catch (NoSuchFileException | JsonProcessingException _) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Replaces the state in this directory. */
  public void write(Path directory) {
    ObjectNode root = JSON.createObjectNode();
    root.put("bootstrap", bootstrap)
        .put("registry", registry)
        .put("artifacts", artifacts.toString());
    ArrayNode list = root.putArray("processes");
    for (StackProcess process : processes) {
      list.addObject()
          .put("name", process.name())
          .put("pid", process.pid())
          .put("started_at", process.startedAt().toString())
          .put("port", process.port());
    }
    try {
      Files.createDirectories(directory);
      Path next = directory.resolve(FILE + ".next");
      Files.writeString(next, root.toPrettyString() + "\n");
      Files.move(
          next,
          directory.resolve(FILE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Forgets the state in this directory. */
  public static void delete(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The recorded process of this name, running or not. */
  public Optional<StackProcess> process(String name) {
    return processes.stream().filter(process -> process.name().equals(name)).findFirst();
  }

  /** Those of the recorded processes that still run. */
  public List<StackProcess> running() {
    return processes.stream().filter(process -> process.handle().isPresent()).toList();
  }

  private static Optional<StackState> parse(JsonNode root) {
    try {
      List<StackProcess> processes = new ArrayList<>();
      for (JsonNode process : root.path("processes")) {
        processes.add(
            new StackProcess(
                process.path("name").asText(),
                process.path("pid").asLong(),
                Instant.parse(process.path("started_at").asText()),
                process.path("port").asInt()));
      }
      String bootstrap = root.path("bootstrap").asText();
      String registry = root.path("registry").asText();
      return bootstrap.isEmpty() || registry.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new StackState(
                  bootstrap, registry, Path.of(root.path("artifacts").asText()), processes));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
