package io.loopline.loopctl.stack;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a local stack is made of.
 *
 * @param home the checkout with the built modules
 * @param directory where pids, logs and data go; absolute
 * @param partitions of every loop.* topic; 0 for what the broker's data already has, else {@link
 *     #DEFAULT_PARTITIONS}
 * @param serviceProperties system properties for the three services, over the stack's own
 * @param serviceJvmOptions JVM options for the three services, after the stack's own
 * @param serviceClassPath jars the three services get besides their own, after these
 */
public record StackSettings(
    Path home,
    Path directory,
    StackPorts ports,
    int partitions,
    Map<String, String> serviceProperties,
    List<String> serviceJvmOptions,
    List<Path> serviceClassPath) {
  public static final int DEFAULT_PARTITIONS = 4;

  public StackSettings {
    requireNonNull(home, "home is null");
    requireNonNull(directory, "directory is null");
    requireNonNull(ports, "ports is null");
    if (partitions < 0) {
      throw new IllegalArgumentException("partitions is negative: " + partitions);
    }
    serviceProperties = Map.copyOf(serviceProperties);
    serviceJvmOptions = List.copyOf(serviceJvmOptions);
    serviceClassPath = List.copyOf(serviceClassPath);
  }

  /** A stack with nothing special about it. */
  public static StackSettings of(Path home, Path directory, StackPorts ports) {
    return new StackSettings(home, directory, ports, 0, Map.of(), List.of(), List.of());
  }

  /** The same with this system property for the services. */
  public StackSettings withServiceProperty(String name, String value) {
    Map<String, String> properties = new HashMap<>(serviceProperties);
    properties.put(name, value);
    return new StackSettings(
        home, directory, ports, partitions, properties, serviceJvmOptions, serviceClassPath);
  }

  /** The same with these jars for the services, such as serializer classes. */
  public StackSettings withServiceClassPath(List<Path> jars) {
    return new StackSettings(
        home, directory, ports, partitions, serviceProperties, serviceJvmOptions, jars);
  }

  /** The same on other ports. */
  public StackSettings withPorts(StackPorts others) {
    return new StackSettings(
        home,
        directory,
        others,
        partitions,
        serviceProperties,
        serviceJvmOptions,
        serviceClassPath);
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
}
