package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.Goal;
import io.loopline.event.LoopPhase;
import io.loopline.event.LoopTransition;
import io.loopline.event.MemoryFact;
import io.loopline.event.MemoryScope;
import io.loopline.event.SourceRef;
import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.StackPorts;
import io.loopline.loopctl.stack.StackSettings;
import io.loopline.serde.EventCodec;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on the real broker and registry. A transactional producer stands in for the
 * controller: what a mock cannot show is how transaction markers and aborted records are passed.
 */
class KafkaBrokerTest {

  @TempDir private static Path directory;

  private static final StackPorts PORTS = StackPorts.free();
  private static final Map<String, RecordMetadata> WRITTEN = new HashMap<>();

  @BeforeAll
  static void startAndWrite() throws Exception {
    stack().up(List.of(Part.BROKER, Part.REGISTRY));
    EventCodec codec = codec();
    Map<String, Object> settings = new HashMap<>(ClientSettings.writer(PORTS.bootstrap()));
    settings.put("transactional.id", "stand-in");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      List<LoopTransition> history = Events.history("real");
      for (LoopTransition transition : history) {
        producer.beginTransaction();
        Future<RecordMetadata> sent =
            producer.send(record(codec, LoopTopics.TRANSITIONS, "real", transition));
        producer.commitTransaction();
        WRITTEN.put(transition.getEventId(), sent.get());
      }
      producer.beginTransaction();
      Future<RecordMetadata> aborted =
          producer.send(record(codec, LoopTopics.TRANSITIONS, "real", late()));
      producer.flush();
      WRITTEN.put("aborted", aborted.get());
      producer.abortTransaction();
      producer.beginTransaction();
      Future<RecordMetadata> result =
          producer.send(record(codec, LoopTopics.RESULTS, "real", Events.result("real").build()));
      Future<RecordMetadata> poison =
          producer.send(
              new ProducerRecord<>(LoopTopics.TRANSITIONS.name(), "poison", new byte[] {1, 2}));
      producer.commitTransaction();
      WRITTEN.put("result", result.get());
      WRITTEN.put("poison", poison.get());
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    stack().down();
  }

  @Test
  void shouldShowWhatIsCommittedAndNothingElse() throws Exception {
    // When
    Cli list = loop(new ListCommand(), "--json");
    Cli audit = loop(new AuditCommand(), "real", "--json");
    Cli result = loop(new ResultCommand(), "real");
    Cli watch = loop(new WatchCommand(), "real");

    // Then
    ObjectMapper json = new ObjectMapper();
    assertThat(list.exitCode()).isZero();
    assertThat(json.readTree(list.out()).findValuesAsText("loop_id")).containsExactly("real");
    RecordMetadata poison = written("poison");
    assertThat(list.err())
        .contains("loop.transitions/" + poison.partition() + "/" + poison.offset());
    assertThat(json.readTree(audit.out()).get("transitions"))
        .as("the aborted transition is not part of the history")
        .hasSize(4);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Loop real: SUCCEEDED (GOAL_ACHIEVED)");
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.lines())
        .hasSizeGreaterThan(5)
        .contains("Loop real: SUCCEEDED (GOAL_ACHIEVED)");
  }

  @Test
  void shouldFetchRecordsBetweenTransactionMarkers() {
    // Given
    List<LoopTransition> history = Events.history("real");
    SourceRef first = ref(history.getFirst().getEventId());
    SourceRef last = ref(history.getLast().getEventId());
    SourceRef marker = new SourceRef(first.getTopic(), first.getPartition(), first.getOffset() + 1);

    // When
    Causes found;
    try (LoopBroker broker = broker()) {
      found = broker.fetch(List.of(last, marker, ref("aborted"), first));
    }

    // Then
    assertThat(found)
        .isEqualTo(
            new Causes(Map.of(first, history.getFirst(), last, history.getLast()), List.of()));
  }

  @Test
  void shouldSubmitAndCancelThroughTheRealTopics() throws Exception {
    // Given
    Path goal = directory.resolve("goal.yaml");
    Files.writeString(goal, SubmitCommandTest.GOAL);
    Files.writeString(directory.resolve("data.csv"), "title\n");

    // When
    Cli submit = loop(new SubmitCommand(), goal.toString(), "--id", "asked");
    Cli cancel = loop(new CancelCommand(), "asked", "--reason", "changed my mind");

    // Then
    assertThat(submit.err()).isEmpty();
    assertThat(submit.lines()).containsExactly("asked");
    assertThat(cancel.exitCode()).isZero();
    try (LoopBroker broker = broker()) {
      List<Goal> goals = broker.read(LoopTopics.GOALS, "asked").events();
      assertThat(goals).extracting(Goal::getObjective).containsExactly("Say hello");
      assertThat(broker.read(LoopTopics.COMMANDS, "asked").events())
          .extracting(command -> command.getReason())
          .containsExactly("changed my mind");
    }
  }

  @Test
  void shouldForgetAFactWhereItsWriterPutIt() throws Exception {
    // Given a writer that places keys otherwise than Java does
    String key = "global/aa";
    byte[] fact =
        codec()
            .encode(
                LoopTopics.MEMORY,
                new MemoryFact(
                    "memory/" + key,
                    "aa",
                    MemoryScope.GLOBAL,
                    "",
                    Events.START,
                    new io.loopline.event.Producer("other", "other-1", "1"),
                    "It rains.",
                    "e-1",
                    true));
    Map<String, Object> settings = new HashMap<>(ClientSettings.writer(PORTS.bootstrap()));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      String topic = LoopTopics.MEMORY.name();
      int partitions = producer.partitionsFor(topic).size();
      int usual = BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions);
      int other = (usual + 1) % partitions;
      producer.send(new ProducerRecord<>(topic, other, key, fact)).get();
    }
    Cli before = loop(new MemoryListCommand());

    // When
    Cli forgotten = loop(new MemoryForgetCommand(), "aa");
    Cli after = loop(new MemoryListCommand());

    // Then
    assertThat(before.lines()).contains(key, "  It rains.");
    assertThat(forgotten.lines()).containsExactly(key + " is forgotten");
    assertThat(after.lines()).containsExactly("nothing is remembered");
    try (LoopBroker broker = broker()) {
      assertThat(broker.table(LoopTopics.MEMORY).rows()).isEmpty();
    }
  }

  @Test
  void shouldExitWithTwoForAnUnknownLoopAndWithThreeForAnUnreachableStack() {
    // When
    Cli unknown = loop(new WatchCommand(), "nobody");
    Cli noRegistry =
        Cli.run(
            new AuditCommand(),
            "real",
            "--bootstrap",
            PORTS.bootstrap(),
            "--registry",
            "http://127.0.0.1:" + PORTS.planner() + "/");
    Cli noBroker =
        Cli.run(new AuditCommand(), "real", "--bootstrap", "127.0.0.1:" + PORTS.planner());

    // Then
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(noRegistry.exitCode()).isEqualTo(3);
    assertThat(noRegistry.err()).startsWith("no schema registry answers at");
    assertThat(noBroker.exitCode()).isEqualTo(3);
    assertThat(noBroker.err()).startsWith("no Kafka broker answers at");
  }

  private static LoopTransition late() {
    return Events.transition("real", 5, "PlanAnswered", LoopPhase.TERMINATED, LoopPhase.TERMINATED)
        .build();
  }

  private static RecordMetadata written(String name) {
    return requireNonNull(WRITTEN.get(name));
  }

  private static SourceRef ref(String name) {
    RecordMetadata place = written(name);
    return new SourceRef(place.topic(), place.partition(), place.offset());
  }

  private static <T extends SpecificRecord> ProducerRecord<String, byte[]> record(
      EventCodec codec, LoopTopic<T> topic, String key, T event) {
    return new ProducerRecord<>(topic.name(), key, codec.encode(topic, event));
  }

  private static EventCodec codec() {
    return new EventCodec(SchemaRegistry.connect(PORTS.registryUrl()));
  }

  private static LoopBroker broker() {
    return new KafkaBroker(
        () ->
            new KafkaConsumer<>(
                ClientSettings.reader(PORTS.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        () -> {
          throw new AssertionError("nothing is written here");
        },
        codec(),
        InstantSource.system());
  }

  private static LocalStack stack() {
    Path home = Path.of("..").toAbsolutePath().normalize();
    return new LocalStack(StackSettings.of(home, directory.resolve("stack"), PORTS), line -> {});
  }

  private static Cli loop(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap", PORTS.bootstrap(), "--registry", PORTS.registryUrl()));
    all.addAll(List.of("--artifacts", directory.resolve("artifacts").toString()));
    return Cli.run(command, all.toArray(new String[0]));
  }
}
