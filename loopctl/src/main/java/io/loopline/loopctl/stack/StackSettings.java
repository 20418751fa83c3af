package io.loopline.loopctl.stack;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a local stack is made of.
 *
 * @param home the checkout with the built modules
 * @param directory where pids, logs and data go; absolute
 * @param partitions of every loop.* topic; 0 for what the broker's data already has, else {@link
 *     #DEFAULT_PARTITIONS}
 * @param processes what its processes are started with
 * @param externalBootstrap a broker that is not the stack's: it is used, and never started, stopped
 *     or written down as a process; null when the stack has a broker of its own
 */
public record StackSettings(
    Path home,
    Path directory,
    StackPorts ports,
    int partitions,
    ProcessOptions processes,
    @Nullable String externalBootstrap) {
  public static final int DEFAULT_PARTITIONS = 4;

  public StackSettings {
    requireNonNull(home, "home is null");
    requireNonNull(directory, "directory is null");
    requireNonNull(ports, "ports is null");
    requireNonNull(processes, "processes is null");
    if (partitions < 0) {
      throw new IllegalArgumentException("partitions is negative: " + partitions);
    }
  }

  /** A stack with nothing special about it. */
  public static StackSettings of(Path home, Path directory, StackPorts ports) {
    return new StackSettings(home, directory, ports, 0, ProcessOptions.NONE, null);
  }

  /** The same with this system property for the services. */
  public StackSettings withServiceProperty(String name, String value) {
    return with(processes.withServiceProperty(name, value));
  }

  /** The same with these jars for the services too, such as serializer classes. */
  public StackSettings withServiceClassPath(List<Path> jars) {
    return with(processes.withServiceClassPath(jars));
  }

  /** The same with these JVM options for every part, after those it has. */
  public StackSettings withJvmOptions(List<String> more) {
    return with(processes.withJvm(more));
  }

  /** The same with these JVM options for the services, after those they have. */
  public StackSettings withServiceJvmOptions(List<String> more) {
    return with(processes.withServiceJvm(more));
  }

  /** The same on other ports. */
  public StackSettings withPorts(StackPorts others) {
    return new StackSettings(home, directory, others, partitions, processes, externalBootstrap);
  }

  /** The same on a broker that is not the stack's own. */
  public StackSettings withExternalBroker(String bootstrap) {
    return new StackSettings(home, directory, ports, partitions, processes, bootstrap);
  }

  /** The broker's address, as in {@code bootstrap.servers}. */
  public String bootstrap() {
    return externalBootstrap == null ? ports.bootstrap() : externalBootstrap;
  }

  /** The parts that are processes of this stack. */
  public List<Part> parts() {
    return Part.of(externalBootstrap == null);
  }

  /** Where artifacts are kept. */
  public Path artifacts() {
    return data().resolve("artifacts");
  }

  /** What a part writes to standard output and standard error. */
  public Path log(Part part) {
    return directory.resolve("logs").resolve(part.id() + ".log");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path data(Part part) {
    return data().resolve(part.id());
  }

  private StackSettings with(ProcessOptions options) {
    return new StackSettings(home, directory, ports, partitions, options, externalBootstrap);
  }
}
