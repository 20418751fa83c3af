package io.loopline.loopctl;

import io.loopline.loopctl.stack.StackState;
import io.loopline.serde.RegistrySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options every command has, as a picocli mixin named {@code connection}. An option given
 * before the subcommand holds for it too. What is not given comes from the local stack's state
 * file, then from the local defaults. Used by one thread.
 */
public final class Connection {
  public static final String DEFAULT_BOOTSTRAP = "127.0.0.1:9092";
  public static final String DEFAULT_REGISTRY = "http://127.0.0.1:8081/apis/ccompat/v7";

  private static final int PROBE_TIMEOUT_MS = 2_000;
  private static final String REGISTRY_TIMEOUT_MS = "5000";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: the local stack, else " + DEFAULT_BOOTSTRAP + ").")
  private @Nullable String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Confluent-compatible schema registry (default: the local stack's).")
  private @Nullable String registry;

  @Option(
      names = "--registry-config",
      paramLabel = "FILE",
      description =
          "Properties file with schema.registry.* keys: credentials, TLS (see docs/interop.md).")
  private @Nullable Path registryConfig;

  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description =
          "State of the local stack: pids, logs, data (default: .loop beside the loop script).")
  private @Nullable Path directory;

  @Option(
      names = "--artifacts",
      paramLabel = "DIRECTORY",
      description = "Artifact store (default: the local stack's).")
  private @Nullable Path artifacts;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @Option(names = "--verbose", description = "Show stack traces and client logs.")
  private boolean verbose;

  /** The brokers to use, in the form of {@code bootstrap.servers}. */
  public String bootstrap() {
    return namedBootstrap().or(() -> stack().map(StackState::bootstrap)).orElse(DEFAULT_BOOTSTRAP);
  }

  /** The brokers named on the command line; empty when they come from elsewhere. */
  public Optional<String> namedBootstrap() {
    return given(mixin -> mixin.bootstrap);
  }

  /** The base URL of the registry's Confluent-compatible API. */
  public String registry() {
    return given(mixin -> mixin.registry)
        .or(() -> Optional.ofNullable(registryFile().getProperty(RegistrySettings.URL)))
        .or(() -> stack().map(StackState::registry))
        .orElse(DEFAULT_REGISTRY);
  }

  /**
   * How to reach the registry. A person waits and nothing else does, so a look-up of an id may take
   * as long as any other call.
   *
   * @throws CliFailure with {@link ExitCode#BAD_INPUT} when the file or what is in it is wrong
   */
  public RegistrySettings registrySettings() {
    Map<String, String> keys = new HashMap<>();
    keys.put(RegistrySettings.LOOKUP_TIMEOUT_MS, REGISTRY_TIMEOUT_MS);
    Properties file = registryFile();
    file.stringPropertyNames().forEach(name -> keys.put(name, file.getProperty(name)));
    keys.put(RegistrySettings.URL, registry());
    try {
      return RegistrySettings.from(keys);
    } catch (ConfigException failure) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          failure.getMessage() + "; check --registry and --registry-config",
          failure);
    }
  }

  private Properties registryFile() {
    Properties properties = new Properties();
    Optional<Path> file = given(mixin -> mixin.registryConfig);
    if (file.isPresent()) {
      try (Reader reader = Files.newBufferedReader(file.get())) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException failure) {
        throw new CliFailure(
            ExitCode.BAD_INPUT,
            "--registry-config %s cannot be read as a properties file: %s"
                .formatted(file.get(), failure),
            failure);
      }
    }
    return properties;
  }

  /** Where the local stack keeps its state; absolute, perhaps not existing yet. */
  public Path directory() {
    return given(mixin -> mixin.directory)
        .orElseGet(() -> home().resolve(".loop"))
        .toAbsolutePath()
        .normalize();
  }

  /** The artifact store's directory; absolute, perhaps not existing yet. */
  public Path artifacts() {
    return given(mixin -> mixin.artifacts)
        .map(path -> path.toAbsolutePath().normalize())
        .or(() -> stack().map(StackState::artifacts))
        .orElseGet(() -> directory().resolve("data").resolve("artifacts"));
  }

  /** Whether output is for programs. */
  public boolean json() {
    return given(mixin -> mixin.json ? true : null).orElse(false);
  }

  /** Whether stack traces and client logs are wanted. */
  public boolean verbose() {
    return given(mixin -> mixin.verbose ? true : null).orElse(false);
  }

  /** The checkout: where {@code loop}, the modules and examples/ are. */
  public static Path home() {
    return Path.of(System.getProperty("loopline.home", "")).toAbsolutePath().normalize();
  }

  /** Standard output of this command line. The caller flushes. */
  public PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /** Standard error of this command line. The caller flushes. */
  public PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /**
   * Fails at once, instead of after a client's long timeout, when nothing listens at any of the
   * brokers' addresses.
   *
   * @throws CliFailure with {@link ExitCode#NOT_REACHABLE}
   */
  public void requireReachable() {
    String servers = bootstrap();
    for (String server : servers.split(",", -1)) {
      if (listens(server.strip())) {
        return;
      }
    }
    throw new CliFailure(
        ExitCode.NOT_REACHABLE,
        "no Kafka broker answers at %s; start the local stack with ./loop up, or name a broker with --bootstrap"
            .formatted(servers));
  }

  private static boolean listens(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 1 || !server.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new CliFailure(
          ExitCode.BAD_INPUT, "--bootstrap is not HOST:PORT[,HOST:PORT…]: " + server);
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      socket.connect(new InetSocketAddress(server.substring(0, colon), port), PROBE_TIMEOUT_MS);
      return true;
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  private Optional<StackState> stack() {
    return StackState.read(directory());
  }

  private <T> Optional<T> given(Function<Connection, @Nullable T> option) {
    for (CommandSpec level = spec(); level != null; level = level.parent()) {
      CommandSpec mixin = level.mixins().get("connection");
      if (mixin != null && mixin.userObject() instanceof Connection connection) {
        T value = option.apply(connection);
        if (value != null) {
          return Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  private CommandSpec spec() {
    if (command == null) {
      throw new IllegalStateException("Connection is used outside of a picocli command (bug)");
    }
    return command;
  }
}
