package io.loopline.loopctl.bench;

import io.loopline.loopctl.Connection;
import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.StackPorts;
import io.loopline.loopctl.stack.StackSettings;
import io.loopline.serde.EventCodec;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A stack of its own for the bench, with empty data and on free ports. The JVMs compile as
 * long-running ones do; the local stack's own are made for a quick start.
 */
final class BenchStack implements AutoCloseable {
  static final List<String> PRODUCTION_JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx512m");

  private final Path directory;
  private final Consumer<String> progress;
  private final EventCodec codec;
  private StackSettings settings;

  private BenchStack(StackSettings settings, Consumer<String> progress) {
    this.directory = settings.directory();
    this.settings = settings;
    this.progress = progress;
    this.codec = new EventCodec(SchemaRegistry.connect(settings.ports().registryUrl()));
  }

  /**
   * Starts everything.
   *
   * @param parent where a new directory for it is made
   * @param serviceProperties settings of the services
   * @param serviceJvmOptions of the services, such as a profiler's
   */
  static BenchStack start(
      Path parent,
      Map<String, String> serviceProperties,
      List<String> serviceJvmOptions,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "bench-");
    StackSettings settings =
        StackSettings.of(Connection.home(), directory, StackPorts.free())
            .withJvmOptions(PRODUCTION_JVM)
            .withServiceJvmOptions(serviceJvmOptions);
    for (var property : serviceProperties.entrySet()) {
      settings = settings.withServiceProperty(property.getKey(), property.getValue());
    }
    BenchStack stack = new BenchStack(settings, progress);
    stack.stack().up();
    stack.codec.preload(LoopTopics.all());
    return stack;
  }

  LocalStack stack() {
    return new LocalStack(settings, progress);
  }

  LoadRun loads() {
    return new LoadRun(settings.ports().bootstrap(), codec, directory);
  }

  /** Starts the planner again with these settings over those it had. */
  void restartPlanner(Map<String, String> properties) throws InterruptedException {
    stack().stopService(Part.PLANNER);
    for (var property : properties.entrySet()) {
      settings = settings.withServiceProperty(property.getKey(), property.getValue());
    }
    stack().startService(Part.PLANNER);
  }

  int partitions() {
    return StackSettings.DEFAULT_PARTITIONS;
  }

  /** Where logs and data are; they stay. */
  Path directory() {
    return directory;
  }

  /**
   * At the end and, when somebody presses Ctrl-C, from a shutdown hook: the second does nothing.
   */
  @Override
  public synchronized void close() {
    try {
      stack().down();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
