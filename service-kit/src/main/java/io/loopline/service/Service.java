package io.loopline.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service from main to the end of the process. */
public final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

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
   * with {@link #BAD_CONFIGURATION} or {@link ServiceLifecycle#FAILED} when it cannot run.
   *
   * @param name service name, such as executor-service
   */
  public static void run(String name, Composition composition) {
    ServiceLifecycle lifecycle = new ServiceLifecycle(name);
    try {
      Settings settings = Settings.ofProcess();
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
