package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.ActionClaim;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.InputKind;
import io.loopline.event.LoopInput;
import io.loopline.event.Outcome;
import io.loopline.event.RequestRef;
import io.loopline.event.SourceRef;
import io.loopline.event.Step;
import io.loopline.event.VerdictDecision;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes are on an input topic, they are set aside and the next record goes on. */
class PoisonTest {
  private static final String LOOP = "loop-1";

  /** Bytes that are no event of their topic. */
  enum Poison {
    NULL(DeadLetterReason.UNDECODABLE),
    EMPTY(DeadLetterReason.UNDECODABLE),
    RANDOM(DeadLetterReason.UNDECODABLE),
    BAD_MAGIC(DeadLetterReason.UNDECODABLE),
    TRUNCATED(DeadLetterReason.UNDECODABLE),
    OTHER_SCHEMA(DeadLetterReason.UNDECODABLE),
    UNKNOWN_ID(DeadLetterReason.UNKNOWN_SCHEMA);

    final DeadLetterReason reason;

    Poison(DeadLetterReason reason) {
      this.reason = reason;
    }
  }

  private DrivenController controller;

  @BeforeEach
  void start(@TempDir Path state) {
    controller = new DrivenController(state);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  static Stream<Arguments> poisonOnEachInput() {
    return Stream.of(
            LoopTopics.GOALS,
            LoopTopics.COMMANDS,
            LoopTopics.INBOX,
            LoopTopics.PLANS,
            LoopTopics.OBSERVATIONS,
            LoopTopics.VERDICTS,
            LoopTopics.CLAIMS)
        .flatMap(topic ->
            Arrays.stream(Poison.values()).map(poison -> Arguments.of(topic.name(), poison)));
  }

  @ParameterizedTest
  @MethodSource("poisonOnEachInput")
  void shouldSetTheBytesAsideAndGoOnWhenTheyAreNoEventOfTheTopic(String name, Poison poison) {
    // Given
    LoopTopic<?> topic = LoopTopics.byName(name).orElseThrow();
    byte[] value = bytes(topic, poison);

    // When
    controller.sendBytes(topic, LOOP, value);
    List<KeyValue<String, DeadLetter>> letters = controller.records(LoopTopics.DEAD_LETTERS);
    controller.achieve(LOOP);
    controller.submit(LoopEvents.goal("loop-2"));
    controller.send(LoopTopics.COMMANDS, "loop-2", LoopEvents.cancel("loop-2"));

    // Then
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().key).isEqualTo(name + "/0/0");
    DeadLetter letter = letters.getFirst().value;
    assertThat(letter.getReason()).isEqualTo(poison.reason);
    assertThat(letter.getSource()).isEqualTo(new SourceRef(name, 0, 0L));
    assertThat(letter.getValue()).isEqualTo(value == null ? null : ByteBuffer.wrap(value));
    assertThat(controller.results())
        .extracting(result -> result.getOutcome())
        .containsExactly(Outcome.SUCCEEDED, Outcome.CANCELLED);
    assertThat(controller.events(LoopTopics.DEAD_LETTERS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = InputKind.class,
      names = {"SPAWN", "CHILD_RESULT", "CASCADE", "UNRECOGNIZED", "GOAL", "COMMAND"})
  void shouldSetAnInboxRecordAsideWhenItsKindHasNoContentOrMeaning(InputKind kind) {
    // Given
    LoopInput input =
        LoopInput.newBuilder()
            .setEventId("forged")
            .setLoopId(LOOP)
            .setOccurredAt(Instant.EPOCH)
            .setProducer(LoopEvents.WORKER)
            .setKind(kind)
            .build();

    // When
    controller.send(LoopTopics.INBOX, LOOP, input);
    controller.submit(LoopEvents.goal(LOOP));

    // Then
    assertThat(controller.only(LoopTopics.DEAD_LETTERS).getReason())
        .isEqualTo(DeadLetterReason.INVALID);
    assertThat(controller.events(LoopTopics.PLAN_REQUESTS)).hasSize(1);
  }

  private byte @Nullable [] bytes(LoopTopic<?> topic, Poison poison) {
    byte[] valid = valid(topic);
    return switch (poison) {
      case NULL -> null;
      case EMPTY -> new byte[0];
      case RANDOM -> random();
      case BAD_MAGIC -> {
        valid[0] = 7;
        yield valid;
      }
      case TRUNCATED -> Arrays.copyOf(valid, valid.length - 1);
      case OTHER_SCHEMA -> {
        byte[] other =
            valid(topic.equals(LoopTopics.PLANS) ? LoopTopics.VERDICTS : LoopTopics.PLANS);
        yield other;
      }
      case UNKNOWN_ID -> ByteBuffer.wrap(valid).putInt(1, 99_999).array();
    };
  }

  private static byte[] random() {
    byte[] bytes = new byte[300];
    new Random(20_261_123).nextBytes(bytes);
    bytes[0] = 0;
    // a schema id that is known, so that the body is read
    return ByteBuffer.wrap(bytes).putInt(1, 1).array();
  }

  private byte[] valid(LoopTopic<?> topic) {
    RequestRef plan = new RequestRef(LOOP + "/1/PLAN/0/1", 1, Step.PLAN, 0, 1);
    RequestRef act = new RequestRef(LOOP + "/1/ACT/0/1", 1, Step.ACT, 0, 1);
    RequestRef verify = new RequestRef(LOOP + "/1/VERIFY/0/1", 1, Step.VERIFY, 0, 1);
    return switch (topic.name()) {
      case "loop.goals" -> controller.encode(LoopTopics.GOALS, LoopEvents.goal(LOOP));
      case "loop.commands" -> controller.encode(LoopTopics.COMMANDS, LoopEvents.cancel(LOOP));
      case "loop.inbox" -> controller.encode(LoopTopics.INBOX, LoopEvents.input(LOOP));
      case "loop.plans" -> controller.encode(LoopTopics.PLANS, LoopEvents.plan(LOOP, plan));
      case "loop.observations" ->
          controller.encode(LoopTopics.OBSERVATIONS, LoopEvents.observed(LOOP, act));
      case "loop.verdicts" ->
          controller.encode(
              LoopTopics.VERDICTS,
              LoopEvents.judged(LOOP, verify, VerdictDecision.ACHIEVED, "all is well"));
      case "loop.claims" ->
          controller.encode(
              LoopTopics.CLAIMS,
              new ActionClaim("claim-1", LOOP, Instant.EPOCH, LoopEvents.WORKER, act, "worker-1"));
      default -> throw new AssertionError("no input topic: " + topic.name());
    };
  }
}
