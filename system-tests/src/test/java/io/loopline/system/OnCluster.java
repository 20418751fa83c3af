package io.loopline.system;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one cluster of the run; it is stopped after the last test. */
final class OnCluster implements ParameterResolver {

  /** Stops the cluster when the run ends. */
  private record Running(Cluster cluster) implements AutoCloseable {
    @Override
    public void close() {
      try {
        cluster.stop();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(OnCluster.class))
        .computeIfAbsent("cluster", _ -> start(), Running.class)
        .cluster();
  }

  private static Running start() {
    TestBroker broker = TestBrokers.get(BrokerChoice.ofThisRun());
    try {
      Files.writeString(
          Files.createDirectories(Path.of("target", "failsafe-reports")).resolve("broker.txt"),
          "system tests ran on " + broker.description() + "\n");
      return new Running(Cluster.start(broker));
    } catch (Exception failure) {
      broker.close();
      throw new IllegalStateException("the stack did not start", failure);
    }
  }
}
