package io.loopline.service;

import io.loopline.event.Producer;
import io.loopline.serde.EventFormat;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service is composed with: its settings, the shared clients, and the life cycle they are
 * part of. Used on the main thread while composing; what it hands out is safe for all threads.
 */
public final class ServiceContext {
  private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(5);

  private final ServiceConfig config;
  private final Settings settings;
  private final ServiceLifecycle lifecycle;
  private final HealthServer health;
  private final KafkaClients clients;
  private final EventFormat codec;
  private final InstantSource clock = InstantSource.system();
  private org.apache.kafka.clients.producer.@Nullable Producer<byte[], byte[]> producer;

  ServiceContext(
      ServiceConfig config, Settings settings, ServiceLifecycle lifecycle, HealthServer health) {
    this.config = config;
    this.settings = settings;
    this.lifecycle = lifecycle;
    this.health = health;
    this.clients = new KafkaClients(config);
    this.codec = SerdeConfig.from(settings).open(config.registry(), RegistryKeys.given(settings));
    if (codec instanceof AutoCloseable closeable) {
      lifecycle.manage("serde", closeable);
    }
  }

  public ServiceConfig config() {
    return config;
  }

  /** For settings of this service alone. */
  public Settings settings() {
    return settings;
  }

  /** Parts added here are started in order and closed in reverse. */
  public ServiceLifecycle lifecycle() {
    return lifecycle;
  }

  public KafkaClients clients() {
    return clients;
  }

  /** Record values and events, by the classes the settings name. */
  public EventFormat codec() {
    return codec;
  }

  public InstantSource clock() {
    return clock;
  }

  /** Who makes this process's events. */
  public Producer identity() {
    return Producers.identity(config);
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(identity(), clock);
  }

  /** The one producer of this process; closed after everything added later. */
  public org.apache.kafka.clients.producer.Producer<byte[], byte[]> producer() {
    if (producer == null) {
      var created = clients.producer("producer");
      lifecycle.<AutoCloseable>manage("producer", () -> created.close(PRODUCER_CLOSE));
      producer = created;
    }
    return producer;
  }

  /** Adds a condition of readiness. */
  public void addReadiness(ReadinessCheck check) {
    health.add(check);
  }

  /**
   * Adds a worker for one step.
   *
   * @param name short name, such as executor; its consumer group is loopline.NAME
   */
  public <Q extends SpecificRecord, A extends SpecificRecord> void addWorker(
      String name,
      LoopTopic<Q> requests,
      LoopTopic<A> answers,
      StepContract<Q> contract,
      StepHandler<Q, A> handler) {
    StepWiring<Q, A> wiring =
        new StepWiring<>(
            name,
            requests.name(),
            answers.name(),
            value -> codec.decode(requests, value),
            answer -> codec.encode(answers, answer),
            () -> codec.preload(List.of(requests, answers, LoopTopics.DEAD_LETTERS)),
            contract,
            handler);
    WorkerParts parts =
        new WorkerParts(
            clients.groupConsumer("loopline." + name),
            producer(),
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 1).factory()),
            deadLetters(),
            letter -> codec.encode(LoopTopics.DEAD_LETTERS, letter),
            config.worker(),
            clock);
    StepWorker<Q, A> worker = new StepWorker<>(wiring, parts, lifecycle::fail);
    lifecycle.manage(name, worker);
    addReadiness(new ReadinessCheck(name, worker::obstacle));
  }
}
