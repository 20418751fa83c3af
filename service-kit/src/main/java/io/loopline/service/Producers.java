package io.loopline.service;

import io.loopline.event.Producer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Who makes the events of this process. */
public final class Producers {
  private Producers() {}

  /** Service, instance and program version, as every event carries them. */
  public static Producer identity(ServiceConfig config) {
    return new Producer(config.service(), config.instance(), version());
  }

  /** Version of the program, written by the build. */
  public static String version() {
    try (InputStream resource = Producers.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (resource != null) {
        properties.load(resource);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read from the jar", e);
    }
  }
}
