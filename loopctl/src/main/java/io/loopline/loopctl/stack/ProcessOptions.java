package io.loopline.loopctl.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the stack's processes are started with besides what they always get. Immutable.
 *
 * @param jvm JVM options for every part, after the stack's own
 * @param serviceJvm JVM options for the three services, after those
 * @param serviceProperties system properties for the three services, over the stack's own
 * @param serviceClassPath jars the three services get besides their own, after these
 */
record ProcessOptions(
    List<String> jvm,
    List<String> serviceJvm,
    Map<String, String> serviceProperties,
    List<Path> serviceClassPath) {
  static final ProcessOptions NONE = new ProcessOptions(List.of(), List.of(), Map.of(), List.of());

  ProcessOptions {
    jvm = List.copyOf(jvm);
    serviceJvm = List.copyOf(serviceJvm);
    serviceProperties = Map.copyOf(serviceProperties);
    serviceClassPath = List.copyOf(serviceClassPath);
  }

  ProcessOptions withJvm(List<String> more) {
    return new ProcessOptions(joined(jvm, more), serviceJvm, serviceProperties, serviceClassPath);
  }

  ProcessOptions withServiceJvm(List<String> more) {
    return new ProcessOptions(jvm, joined(serviceJvm, more), serviceProperties, serviceClassPath);
  }

  ProcessOptions withServiceProperty(String name, String value) {
    Map<String, String> properties = new HashMap<>(serviceProperties);
    properties.put(name, value);
    return new ProcessOptions(jvm, serviceJvm, properties, serviceClassPath);
  }

  ProcessOptions withServiceClassPath(List<Path> jars) {
    return new ProcessOptions(
        jvm,
        serviceJvm,
        serviceProperties,
        Stream.concat(serviceClassPath.stream(), jars.stream()).toList());
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
