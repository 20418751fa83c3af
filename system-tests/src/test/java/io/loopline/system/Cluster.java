package io.loopline.system;

import io.loopline.loopctl.LoopCtl;
import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.StackPorts;
import io.loopline.loopctl.stack.StackSettings;
import io.loopline.serde.EventCodec;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The stack the tests run on: a broker, and registry and services, each its own process. */
final class Cluster {
  private final Path directory;
  private final TestBroker broker;
  private final StackPorts ports = StackPorts.free();
  private final List<String> submitted = new ArrayList<>();
  private final EventCodec codec;
  private StackSettings settings;

  private Cluster(Path directory, TestBroker broker) {
    this.directory = directory;
    this.broker = broker;
    this.codec = new EventCodec(SchemaRegistry.connect(ports.registryUrl()));
    Path home = Path.of("..").toAbsolutePath().normalize();
    this.settings =
        broker
            .under(StackSettings.of(home, directory, ports))
            .withServiceProperty("loopline.kafka.session.timeout.ms", "6000")
            .withServiceProperty("loopline.controller.concurrency-limits", "queue=*:1");
  }

  /** The broker is closed with the cluster, or by the caller when the stack does not start. */
  static Cluster start(TestBroker broker) throws Exception {
    Path parent = Files.createDirectories(Path.of("target", "stacks"));
    Cluster cluster =
        new Cluster(Files.createTempDirectory(parent.toAbsolutePath(), "stack-"), broker);
    System.out.printf(
        "system tests on %s; state and logs in %s%n", broker.description(), cluster.directory);
    cluster.stack().up();
    cluster.codec.preload(LoopTopics.all());
    return cluster;
  }

  LocalStack stack() {
    return new LocalStack(settings, line -> {});
  }

  /** The same stack with other settings for what it starts. */
  LocalStack stack(UnaryOperator<StackSettings> change) {
    return new LocalStack(change.apply(settings), line -> {});
  }

  /**
   * Runs a test while the three services are others; the usual ones are back afterwards.
   *
   * @param change what is different about them
   */
  void withServices(UnaryOperator<StackSettings> change, Trial trial) throws Exception {
    List<Part> services = Stream.of(Part.values()).filter(Part::isService).toList();
    stack().down(services);
    try {
      stack(change).up(services);
      trial.run();
    } finally {
      stack().down(services);
      stack().up(services);
    }
  }

  /** What is tried. */
  @FunctionalInterface
  interface Trial {
    void run() throws Exception;
  }

  String registryUrl() {
    return ports.registryUrl();
  }

  /** What a part has printed so far. */
  String log(Part part) throws IOException {
    return Files.readString(settings.log(part));
  }

  /** Services started from now on get this setting. */
  void serviceProperty(String name, String value) {
    settings = settings.withServiceProperty(name, value);
  }

  String bootstrap() {
    return settings.bootstrap();
  }

  Topics topics() {
    return new Topics(bootstrap(), codec);
  }

  /** Submits a goal file through the command line. */
  void submit(Path goalFile, String loopId) {
    Output output = loop("submit", goalFile.toString(), "--id", loopId);
    if (output.exitCode() != 0) {
      throw new AssertionError("submit of " + goalFile + " failed: " + output);
    }
    submitted.add(loopId);
  }

  void submit(String goalYaml, String loopId) throws IOException {
    Path file = directory.resolve(loopId + ".yaml");
    Files.writeString(file, goalYaml);
    submit(file, loopId);
  }

  /** Loops whose history the tests replay at the end. */
  List<String> submitted() {
    return List.copyOf(submitted);
  }

  void remember(String loopId) {
    submitted.add(loopId);
  }

  /** What the command line printed. */
  record Output(int exitCode, String out, String err) {}

  /** Runs the command line in this process against this stack. */
  Output loop(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--dir", directory.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(new String[0]));
    return new Output(exitCode, out.toString(), err.toString());
  }

  void stop() throws InterruptedException {
    stack().down(List.of(Part.values()));
    broker.close();
  }
}
