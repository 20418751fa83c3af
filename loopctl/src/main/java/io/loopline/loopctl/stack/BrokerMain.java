package io.loopline.loopctl.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The broker's process: formats the storage when it is new and then is Kafka's own main. One JVM
 * does both, because starting a second one costs a second. Runs on the broker's class path only.
 */
final class BrokerMain {
  private BrokerMain() {}

  /** Arguments: the server properties file, the log directory, the cluster id for new storage. */
  public static void main(String[] arguments) {
    String properties = arguments[0];
    if (!Files.exists(Path.of(arguments[1]).resolve("meta.properties"))) {
      String[] format = {"format", "--ignore-formatted", "-t", arguments[2], "-c", properties};
      int exitCode = StorageTool.execute(format, System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Kafka.main(new String[] {properties});
  }
}
