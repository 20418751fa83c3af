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
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the local stack wrote down about itself in {@code stack.json}: its ports and its processes.
 * Written whole and renamed into place, so a reader sees the old or the new one.
 *
 * @param externalBootstrap the broker when it is not one of the processes, else null
 */
public record StackState(
    StackPorts ports,
    Path artifacts,
    List<StackProcess> processes,
    @Nullable String externalBootstrap) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "stack.json";

  public StackState {
    requireNonNull(ports, "ports is null");
    requireNonNull(artifacts, "artifacts is null");
    processes = List.copyOf(processes);
  }

  /** The broker's address, as in {@code bootstrap.servers}. */
  public String bootstrap() {
    return externalBootstrap == null ? ports.bootstrap() : externalBootstrap;
  }

  /** The parts that are processes of this stack. */
  public List<Part> parts() {
    return Part.of(externalBootstrap == null);
  }

  /** The registry's Confluent-compatible API. */
  public String registry() {
    return ports.registryUrl();
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
  void write(Path directory) {
    ObjectNode root = JSON.createObjectNode();
    root.put("bootstrap", bootstrap())
        .put("external_broker", externalBootstrap != null)
        .put("registry", registry())
        .put("artifacts", artifacts.toString());
    root.putObject("ports")
        .put("broker", ports.broker())
        .put("controller", ports.controller())
        .put("registry", ports.registry())
        .put("planner", ports.planner())
        .put("executor", ports.executor())
        .put("verifier", ports.verifier());
    ArrayNode list = root.putArray("processes");
    for (StackProcess process : processes) {
      list.addObject()
          .put("name", process.part().id())
          .put("pid", process.pid())
          .put("started_at", process.startedAt().toString());
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
  static void delete(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The running process of this part; empty when there is none. */
  public Optional<ProcessHandle> running(Part part) {
    return processes.stream()
        .filter(process -> process.part() == part)
        .flatMap(process -> process.handle().stream())
        .findFirst();
  }

  /** Those of the recorded processes that still run. */
  public List<StackProcess> running() {
    return processes.stream().filter(process -> process.handle().isPresent()).toList();
  }

  /** The same with this process in place of an earlier one of its part. */
  StackState with(StackProcess process) {
    List<StackProcess> next = new ArrayList<>(processes);
    next.removeIf(other -> other.part() == process.part());
    next.add(process);
    return new StackState(ports, artifacts, next, externalBootstrap);
  }

  /** The same without this part. */
  StackState without(Part part) {
    return new StackState(
        ports,
        artifacts,
        processes.stream().filter(process -> process.part() != part).toList(),
        externalBootstrap);
  }

  private static Optional<StackState> parse(JsonNode root) {
    try {
      JsonNode ports = root.path("ports");
      List<StackProcess> processes = new ArrayList<>();
      for (JsonNode process : root.path("processes")) {
        processes.add(
            new StackProcess(
                Part.byId(process.path("name").asText()).orElseThrow(),
                process.path("pid").asLong(),
                Instant.parse(process.path("started_at").asText())));
      }
      return Optional.of(
          new StackState(
              new StackPorts(
                  ports.path("broker").asInt(),
                  ports.path("controller").asInt(),
                  ports.path("registry").asInt(),
                  ports.path("planner").asInt(),
                  ports.path("executor").asInt(),
                  ports.path("verifier").asInt()),
              Path.of(root.path("artifacts").asText()),
              processes,
              root.path("external_broker").asBoolean() ? root.path("bootstrap").asText() : null));
    } catch (DateTimeException | NoSuchElementException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
