package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** The command line of each part's process: small heaps, quick starts, no debris. Stateless. */
final class JvmCommands {
  private final StackSettings settings;

  JvmCommands(StackSettings settings) {
    this.settings = settings;
  }

  List<String> of(Part part) {
    return switch (part) {
      case BROKER -> broker();
      case REGISTRY -> registry();
      case PLANNER -> service(part, "io.loopline.planner.PlannerMain", "256m");
      case EXECUTOR -> service(part, "io.loopline.executor.ExecutorMain", "256m");
      case VERIFIER -> service(part, "io.loopline.verifier.VerifierMain", "256m");
    };
  }

  private List<String> broker() {
    Path data = settings.data(Part.BROKER);
    Path properties = settings.directory().resolve("broker.properties");
    Path stack = localStack();
    try {
      Files.createDirectories(data);
      Files.writeString(properties, BrokerProperties.text(settings.ports(), data));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    List<String> command = java("256m");
    command.add("-Dlogback.configurationFile=" + stack.resolve("broker-logback.xml"));
    command.add("-cp");
    command.add(
        ownClasses()
            + File.pathSeparator
            + read(stack.resolve("target").resolve("broker.classpath")));
    command.addAll(
        List.of(
            BrokerMain.class.getName(),
            properties.toString(),
            data.toString(),
            Uuid.randomUuid().toString()));
    return command;
  }

  private List<String> registry() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(settings.ports().registry()));
    properties.put("quarkus.management.host", "127.0.0.1");
    properties.put("quarkus.management.port", "0");
    properties.put("quarkus.http.access-log.enabled", "false");
    properties.put("apicurio.storage.kind", "sql");
    properties.put("apicurio.storage.sql.kind", "h2");
    // Without a write delay a kill -9 loses no id that a record already carries.
    properties.put(
        "apicurio.datasource.url",
        "jdbc:h2:file:"
            + settings.data(Part.REGISTRY).resolve("registry")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    properties.put("apicurio.datasource.jdbc.initial-size", "2");
    properties.put("apicurio.datasource.jdbc.min-size", "2");
    properties.put("apicurio.datasource.jdbc.max-size", "10");
    List<String> command = java("192m");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    Path jar = localStack().resolve("target").resolve("registry").resolve("quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw notBuilt(jar);
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private List<String> service(Part part, String mainClass, String heap) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("loopline.bootstrap.servers", settings.bootstrap());
    properties.put("loopline.schema.registry.url", settings.ports().registryUrl());
    properties.put("loopline.instance", part.id() + "-1");
    properties.put("loopline.http.port", Integer.toString(settings.ports().of(part)));
    properties.put("loopline.artifacts.directory", settings.artifacts().toString());
    if (part == Part.EXECUTOR) {
      properties.put("loopline.executor.outbox", settings.data().resolve("outbox").toString());
    }
    properties.put("loopline.state.directory", settings.data(part).toString());
    properties.putAll(settings.processes().serviceProperties());
    List<String> command = java(heap);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(settings.processes().serviceJvm());
    Path target = settings.home().resolve(part.id() + "-service").resolve("target");
    List<String> classPath = new ArrayList<>();
    classPath.add(jar(target, part.id() + "-service").toString());
    classPath.add(read(target.resolve("service.classpath")));
    settings.processes().serviceClassPath().forEach(more -> classPath.add(more.toString()));
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(mainClass);
    return command;
  }

  private List<String> java(String heap) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + settings.directory().resolve("logs").resolve("hs_err_%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(settings.processes().jvm());
    return command;
  }

  private Path localStack() {
    return settings.home().resolve("deploy").resolve("local-stack");
  }

  private static Path jar(Path target, String module) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*.jar")) {
      for (Path jar : jars) {
        if (!jar.toString().endsWith("-sources.jar") && !jar.toString().endsWith("-javadoc.jar")) {
          return jar;
        }
      }
    } catch (IOException _) {
      // said below: there is no build
    }
    throw notBuilt(target.resolve(module + "-*.jar"));
  }

  private static String read(Path classPath) {
    try {
      return Files.readString(classPath).strip();
    } catch (IOException _) {
      throw notBuilt(classPath);
    }
  }

  private static Path ownClasses() {
    try {
      return Path.of(JvmCommands.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("the class path has no files (bug)", failure);
    }
  }

  private static CliFailure notBuilt(Path missing) {
    return new CliFailure(
        ExitCode.NOT_REACHABLE, missing + " is missing; build first: mvn -DskipTests package");
  }
}
