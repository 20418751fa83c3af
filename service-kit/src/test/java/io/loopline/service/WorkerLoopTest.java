package io.loopline.service;

import static io.loopline.service.WorkerFixture.P0;
import static io.loopline.service.WorkerFixture.P1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
  @Test
  void shouldCommitInOrderWhenRequestsFinishOutOfOrder() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a", "b", "c").pass();

    // When
    worker.tasks.run(2);
    String afterLast = worker.pass().committed(P0);
    worker.tasks.run(0);
    String afterFirst = worker.pass().committed(P0);
    worker.tasks.run(0);
    String afterAll = worker.pass().committed(P0);

    // Then
    assertThat(afterLast).isEqualTo("0 d1:0=1,1=1");
    assertThat(afterFirst).isEqualTo("1 d1:0=1");
    assertThat(afterAll).isEqualTo("3");
    assertThat(worker.answers())
        .containsExactly("0 loop-c done c", "0 loop-a done a", "0 loop-b done b");
  }

  @Test
  void shouldAnswerToThePartitionOfTheRequestWithItsTrace() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0, P1);
    worker.sendRecord(P1, "loop-a", "a").headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));
    worker.send(P0, "b");

    // When
    worker.pass().runToEnd();

    // Then
    assertThat(worker.answers()).containsExactlyInAnyOrder("1 loop-a done a", "0 loop-b done b");
    ProducerRecord<byte[], byte[]> traced =
        worker.sentTo(WorkerFixture.ANSWERS).stream()
            .filter(it -> it.partition() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(traced.headers().lastHeader("traceparent").value())
        .isEqualTo("00-1-2-01".getBytes(UTF_8));
  }

  @Test
  void shouldBeginNoMoreThanTheLimitWhateverWaits() {
    // Given
    WorkerFixture worker = new WorkerFixture(2).assign(P0, P1).send(P0, "a", "b", "c", "d");

    // When
    worker.pass();

    // Then
    assertThat(worker.tasks.size()).isEqualTo(2);
    assertThat(worker.loop.inFlight()).isEqualTo(2);
    assertThat(worker.consumer.paused()).isEmpty();

    // When
    worker.send(P1, "e");
    worker.tasks.runFirst();
    worker.pass();

    // Then
    assertThat(worker.loop.inFlight()).isEqualTo(2);
    assertThat(worker.handler.worked).containsExactly("a");

    // When
    worker.runToEnd().runToEnd();

    // Then
    assertThat(worker.handler.worked).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    assertThat(worker.consumer.paused()).isEmpty();
    assertThat(worker.committed(P0)).isEqualTo("4");
    assertThat(worker.committed(P1)).isEqualTo("1");
  }

  @Test
  void shouldNotFetchAPartitionOfWhichEnoughWaitsUntilThereIsRoom() {
    // Given
    String[] many = new String[PartitionProgress.FULL_RECORDS + 1];
    Arrays.setAll(many, i -> "r" + i);
    WorkerFixture worker = new WorkerFixture(1).assign(P0, P1).send(P0, many).send(P1, "z");

    // When
    worker.pass();

    // Then
    assertThat(worker.consumer.paused()).containsExactly(P0);

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.handler.worked).hasSize(many.length + 1);
    assertThat(worker.consumer.paused()).isEmpty();
    assertThat(worker.committed(P0)).isEqualTo(Integer.toString(many.length));
  }

  @Test
  void shouldNotFetchAPartitionOfWhichLargeRecordsWait() {
    // Given
    String large = "x".repeat(300_000);
    WorkerFixture worker =
        new WorkerFixture(1).assign(P0, P1).send(P0, "a", "b " + large, "c " + large).pass();
    boolean pausedByTwo = worker.consumer.paused().contains(P0);

    // When
    worker.send(P0, "d " + large, "e " + large).pass();

    // Then
    assertThat(pausedByTwo).isFalse();
    assertThat(worker.consumer.paused()).containsExactly(P0);
  }

  @Test
  void shouldTakeTurnsWhenOnePartitionHasALongQueue() {
    // Given
    WorkerFixture worker =
        new WorkerFixture(2).assign(P0, P1).send(P0, "a", "b", "c", "d").send(P1, "z");

    // When
    worker.pass();
    worker.tasks.runAll();

    // Then
    assertThat(worker.handler.worked).containsExactlyInAnyOrder("a", "z");
  }

  @Test
  void shouldCommitExpiredRequestWithoutStartingIt() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0);
    worker.send(P0, "old expires=1000", "live expires=1001");

    // When
    worker.pass().runToEnd();

    // Then
    assertThat(worker.handler.worked).containsExactly("live");
    assertThat(worker.answers()).containsExactly("0 loop-live done live");
    assertThat(worker.committed(P0)).isEqualTo("2");
  }

  @Test
  void shouldCommitFinishedWorkAndForgetTheRestWhenPartitionIsRevoked() {
    // Given
    WorkerFixture worker =
        new WorkerFixture(8).assign(P0, P1).send(P0, "a", "b", "c").send(P1, "z").pass();
    worker.tasks.runFirst();

    // When
    worker.assign(P1);
    worker.runToEnd();

    // Then
    assertThat(worker.committed(P1)).isEqualTo("1");
    // Asked again after it came back: "a" was committed, b and c were not and count as given back.
    worker.assign(P0, P1);
    assertThat(worker.committed(P0)).isEqualTo("1");
  }

  @Test
  void shouldNotCommitWhatFinishesAfterThePartitionCameBack() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.assign().assign(P0);
    worker.startAt(P0, 0).send(P0, "a").pass();

    // When
    worker.tasks.runFirst();
    worker.pass();

    // Then
    assertThat(worker.committed(P0)).isEqualTo("0 d1:0=1");

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.committed(P0)).isEqualTo("1");
    assertThat(worker.loop.inFlight()).isZero();
  }

  @Test
  void shouldFinishRunningRequestsAndStartNoneWhenDrained() {
    // Given
    WorkerFixture worker = new WorkerFixture(2).assign(P0).send(P0, "a", "b", "c").pass();
    worker.tasks.runFirst();
    worker.tasks.runFirst();

    // When
    worker.loop.drain(worker.now.plusSeconds(10));

    // Then
    assertThat(worker.handler.worked).containsExactly("a", "b");
    assertThat(worker.committed(P0)).isEqualTo("2");
  }

  @Test
  void shouldHandBackUnfinishedRequestsWithoutCountingADeathWhenDrainTimesOut() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a", "b").pass();
    worker.tasks.runFirst();

    // When
    String before = worker.committed(P0);
    worker.pass();
    worker.loop.drain(worker.now);

    // Then
    assertThat(before).isEqualTo("0 d1:0=1,1=1");
    assertThat(worker.committed(P0)).isEqualTo("1");
  }
}
