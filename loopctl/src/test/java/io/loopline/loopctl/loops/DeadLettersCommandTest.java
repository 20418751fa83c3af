package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import io.loopline.event.SourceRef;
import io.loopline.topic.LoopTopics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {
  private static final byte[] GARBAGE = {0, 1, (byte) 0xff};

  @TempDir Path directory;

  private final FakeBroker broker =
      new FakeBroker()
          .holding(
              LoopTopics.DEAD_LETTERS,
              List.of(
                  letter("loop.goals", 3, 20).setMessage("not Avro\u001b[31m").build(),
                  letter("loop.plans", 1, 10)
                      .setKey(ByteBuffer.wrap(new byte[] {(byte) 0xfe, 1}))
                      .setExceptionClass("java.lang.IllegalStateException")
                      .build(),
                  letter("loop.goals", 4, 30).setValue(null).setValueSize(400_000).build(),
                  letter("loop.goals", 3, 20).setMessage("the same record again").build()));

  @Test
  void shouldListEachRecordOnceTheNewestLast() {
    // When
    Cli list = Cli.run(new DeadLettersCommand(Cli.access(broker)));

    // Then
    assertThat(list.exitCode()).isZero();
    assertThat(list.lines())
        .containsExactly(
            "2026-11-23T12:00:10.000Z  loop.plans/0/1  UNDECODABLE  key 0xfe01  3 bytes  by planner-1",
            "        cannot be read (java.lang.IllegalStateException)",
            "2026-11-23T12:00:20.000Z  loop.goals/0/3  UNDECODABLE  key 'movies'  3 bytes  by planner-1",
            "        not Avro [31m",
            "2026-11-23T12:00:30.000Z  loop.goals/0/4  UNDECODABLE  key 'movies'  400,000 bytes, not kept  by planner-1",
            "        cannot be read");
    assertThat(list.err()).isEmpty();
  }

  @Test
  void shouldNameHowManyAreLeftOutWhenThereIsALimit() {
    // When
    Cli list = Cli.run(new DeadLettersCommand(Cli.access(broker)), "--limit", "1");
    Cli ofOneTopic =
        Cli.run(
            new DeadLettersCommand(Cli.access(broker)), "--topic", "loop.plans", "--limit", "0");
    Cli refused = Cli.run(new DeadLettersCommand(Cli.access(broker)), "--limit", "-1");

    // Then
    assertThat(list.lines()).hasSize(2).first().asString().contains("loop.goals/0/4");
    assertThat(list.err()).contains("the newest 1 of 3; all with --limit 0");
    assertThat(ofOneTopic.lines()).hasSize(2).first().asString().contains("loop.plans/0/1");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void shouldGiveTheEventsWhenAskedForJson() throws IOException {
    // Given
    broker.holding(new Unreadable("loop.dead-letters", 0, 7, "not an event"));

    // When
    Cli list = Cli.run(new DeadLettersCommand(Cli.access(broker)), "--json");

    // Then
    JsonNode letters = new ObjectMapper().readTree(list.out());
    assertThat(letters).hasSize(3);
    assertThat(letters.get(1).get("source").get("topic").asText()).isEqualTo("loop.goals");
    assertThat(letters.get(1).get("value").asText())
        .isEqualTo(Base64.getEncoder().encodeToString(GARBAGE));
    assertThat(list.err()).contains("loop.dead-letters/0/7: not an event");
  }

  @Test
  void shouldWriteTheBytesAndOverwriteNothing() throws IOException {
    // Given
    Path target = directory.resolve("letters");
    String[] arguments = {"--out", target.toString()};

    // When
    Cli first = Cli.run(new DeadLettersCommand(Cli.access(broker)), arguments);
    Cli second = Cli.run(new DeadLettersCommand(Cli.access(broker)), arguments);

    // Then
    assertThat(first.exitCode()).isZero();
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "loop.goals-0-3.key",
              "loop.goals-0-3.value",
              "loop.goals-0-4.key",
              "loop.plans-0-1.key",
              "loop.plans-0-1.value");
    }
    assertThat(target.resolve("loop.goals-0-3.value")).hasBinaryContent(GARBAGE);
    assertThat(target.resolve("loop.goals-0-3.key")).hasContent("movies");
    assertThat(first.err()).contains("wrote 3 records to", "1 value cut when set aside");
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("the directory is not empty");
  }

  @Test
  void shouldSayThatThereAreNone() {
    assertThat(Cli.run(new DeadLettersCommand(Cli.access(new FakeBroker()))).lines())
        .containsExactly("No dead letters.");
  }

  private static DeadLetter.Builder letter(String topic, long offset, int second) {
    return DeadLetter.newBuilder()
        .setEventId("dead-letter/" + topic + "/0/" + offset)
        .setOccurredAt(Events.START.plusSeconds(second))
        .setProducer(Events.PRODUCER)
        .setSource(new SourceRef(topic, 0, offset))
        .setSourceTimestamp(Events.START)
        .setReason(DeadLetterReason.UNDECODABLE)
        .setMessage("cannot be read")
        .setKey(ByteBuffer.wrap("movies".getBytes(UTF_8)))
        .setValue(ByteBuffer.wrap(GARBAGE))
        .setValueSize(GARBAGE.length);
  }
}
