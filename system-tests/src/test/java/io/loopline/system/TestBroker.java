package io.loopline.system;

import io.loopline.loopctl.stack.StackSettings;
import org.testcontainers.kafka.KafkaContainer;

/** The broker the tests run on. Closed after the stack on it is down. */
sealed interface TestBroker extends AutoCloseable {

  /** For people: what it is. */
  String description();

  /** The same stack, on this broker. */
  StackSettings under(StackSettings settings);

  @Override
  void close();

  /** One of the stack's own processes, started and stopped with it. */
  record Local(String reason) implements TestBroker {
    @Override
    public String description() {
      return "a local broker process" + reason;
    }

    @Override
    public StackSettings under(StackSettings settings) {
      return settings;
    }

    @Override
    public void close() {}
  }

  /** A container of this run. */
  record Container(KafkaContainer container) implements TestBroker {
    @Override
    public String description() {
      return "a container of %s at %s"
          .formatted(container.getDockerImageName(), container.getBootstrapServers());
    }

    @Override
    public StackSettings under(StackSettings settings) {
      return settings.withExternalBroker(container.getBootstrapServers());
    }

    @Override
    public void close() {
      container.close();
    }
  }

  /** Somebody else's; what this run creates on it, it removes. */
  record External(String bootstrap, NewTopics newTopics) implements TestBroker {
    @Override
    public String description() {
      return "the external broker at " + bootstrap;
    }

    @Override
    public StackSettings under(StackSettings settings) {
      return settings.withExternalBroker(bootstrap);
    }

    @Override
    public void close() {
      newTopics.delete();
    }
  }
}
