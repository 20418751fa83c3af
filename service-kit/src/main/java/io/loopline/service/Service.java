package io.loopline.service;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service from main to the end of the process. */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /** The argument that asks for the settings instead of the service. */
  public static final String SHOW_SETTINGS = "--settings";

  /** Exit code for settings that cannot be used. */
  public static final int BAD_CONFIGURATION = 2;

  /** Builds the parts of a service and adds them to the context; starts nothing. */
  @FunctionalInterface
  public interface Composition {
    void compose(ServiceContext context) throws Exception;
  }

  private Service() {}

  /**
   * Reads settings, composes, starts, and returns when the service is stopped. Ends the process
   * with {@link #BAD_CONFIGURATION} or {@link ServiceLifecycle#FAILED} when it cannot run. With the
   * one argument {@code --settings} it starts nothing and prints what it would run with, as JSON.
   *
   * @param name service name, such as executor-service
   * @param own settings of this service alone
   * @param arguments of main
   */
  public static void run(
      String name, List<Setting<?>> own, String[] arguments, Composition composition) {
    List<Setting<?>> declared =
        Stream.concat(ServiceConfig.SETTINGS.stream(), own.stream()).toList();
    ServiceLifecycle lifecycle = new ServiceLifecycle(name);
    try {
      Settings settings = Settings.ofProcess().declaring(declared);
      if (arguments.length > 0) {
        answer(name, settings, declared, List.of(arguments));
        return;
      }
      for (String property : settings.unknown(declared)) {
        LOG.atWarn().addKeyValue("property", property).log("no setting of this name, ignored");
      }
      ServiceConfig config = ServiceConfig.from(name, settings);
      Runtime.getRuntime().addShutdownHook(shutdownHook(lifecycle, config.shutdownTimeout()));
      compose(lifecycle, settings, config, composition);
      lifecycle.start();
    } catch (InvalidConfiguration e) {
      LOG.atError().addKeyValue("error", e.getMessage()).log("configuration refused");
      System.exit(BAD_CONFIGURATION);
    } catch (Exception e) {
      lifecycle.fail(e);
    }
    lifecycle.awaitStop();
  }

  private static void answer(
      String name, Settings settings, List<Setting<?>> declared, List<String> arguments) {
    if (!arguments.equals(List.of(SHOW_SETTINGS))) {
      throw new InvalidConfiguration(
          "arguments", String.join(" ", arguments), "only " + SHOW_SETTINGS + " is known");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(SettingsReport.of(name, settings, declared).toPrettyString());
  }

  private static void compose(
      ServiceLifecycle lifecycle, Settings settings, ServiceConfig config, Composition composition)
      throws Exception {
    HealthServer health = new HealthServer(config.httpPort(), lifecycle::hasFailed);
    if (config.httpPort() > 0) {
      lifecycle.manage("health", health);
    }
    composition.compose(new ServiceContext(config, settings, lifecycle, health));
  }

  /** Closes the parts; when that takes too long, the JVM ends without the rest. */
  private static Thread shutdownHook(ServiceLifecycle lifecycle, Duration timeout) {
    return new Thread(
        () -> {
          Thread closer = Thread.ofPlatform().name("closer").daemon().start(lifecycle::stop);
          try {
            if (!closer.join(timeout)) {
              LOG.atError().addKeyValue("timeout", timeout).log("shutdown took too long, cut off");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "shutdown");
  }
}
