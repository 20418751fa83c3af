package io.loopline.service;

import static io.loopline.service.WorkerFixture.P0;
import static io.loopline.service.WorkerFixture.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.loopline.event.DeadLetter;
import io.loopline.event.DeadLetterReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WorkerFaultsTest {
  @Test
  void shouldDeadLetterWhatIsNoRequestAndGoOn() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0);
    worker.send(P0, "garbage-bytes", "foreign", "a");
    worker.sendRecord(P0, "another-key", "b");
    worker.send(P0, "c");

    // When
    worker.pass().runToEnd();

    // Then
    assertThat(worker.deadLetters())
        .extracting(DeadLetter::getEventId, DeadLetter::getReason)
        .containsExactly(
            tuple("dead-letter/requests/0/0", DeadLetterReason.UNDECODABLE),
            tuple("dead-letter/requests/0/1", DeadLetterReason.UNKNOWN_SCHEMA),
            tuple("dead-letter/requests/0/3", DeadLetterReason.KEY_MISMATCH));
    assertThat(worker.answers()).containsExactly("0 loop-a done a", "0 loop-c done c");
    assertThat(worker.committed(P0)).isEqualTo("5");
  }

  @Test
  void shouldHoldInputUntilTheDeadLetterIsWritten() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0, P1);
    worker.send(P0, "garbage", "a").send(P1, "b");

    // When
    worker.pass();
    int heldWithLetter = worker.tasks.size();
    worker.pass();

    // Then
    assertThat(heldWithLetter).isEqualTo(1);
    assertThat(worker.tasks.size()).isEqualTo(1);
    assertThat(worker.handler.worked).isEmpty();

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.handler.worked).containsExactlyInAnyOrder("a", "b");
    assertThat(worker.committed(P0)).isEqualTo("2");
  }

  @Test
  void shouldStopWhenTheDeadLetterCanNeverBeWritten() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "garbage", "a").pass();
    worker.producer.sendException = new TopicAuthorizationException("loop.dead-letters");

    // When
    worker.tasks.runAll();

    // Then
    assertThatThrownBy(worker::pass).hasMessageContaining("requests/0/0");
    assertThat(worker.committed(P0)).isEqualTo("0 d1:0=1");
    assertThat(worker.handler.worked).isEmpty();
  }

  @Test
  void shouldWaitForTheRegistryAndSkipNothing() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a", "b");
    worker.registryAway = true;

    // When
    worker.pass().pass();

    // Then
    assertThat(worker.obstacles.any()).hasValue("no registry answers");
    assertThat(worker.tasks.size()).isZero();
    assertThat(worker.committed(P0)).isEmpty();

    // When
    worker.registryAway = false;
    worker.pass();
    int beforeRetryIsDue = worker.tasks.size();
    worker.now = worker.now.plusSeconds(1);
    worker.pass().runToEnd();

    // Then
    assertThat(beforeRetryIsDue).isZero();
    assertThat(worker.obstacles.any()).isEmpty();
    assertThat(worker.answers()).containsExactly("0 loop-a done a", "0 loop-b done b");
    assertThat(worker.deadLetters()).isEmpty();
    assertThat(worker.committed(P0)).isEqualTo("2");
  }

  @Test
  void shouldWaitForTheRegistryWhenAnswering() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.registryAway = true;
    AtomicInteger pauses = new AtomicInteger();
    worker.onPause =
        () -> {
          assertThat(worker.obstacles.any()).isPresent();
          worker.registryAway = pauses.incrementAndGet() < 3;
        };

    // When
    worker.runToEnd();

    // Then
    assertThat(pauses).hasValue(3);
    assertThat(worker.handler.worked).containsExactly("a");
    assertThat(worker.answers()).containsExactly("0 loop-a done a");
    assertThat(worker.obstacles.any()).isEmpty();
  }

  @Test
  void shouldSendAgainWhenBrokersDoNotAnswerInTime() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.producer.sendException = new TimeoutException("no leader");
    worker.onPause = () -> worker.producer.sendException = null;

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.answers()).containsExactly("0 loop-a done a");
    assertThat(worker.handler.worked).containsExactly("a");
    assertThat(worker.committed(P0)).isEqualTo("1");
  }

  @Test
  void shouldNotCommitAndStopWhenTheAnswerCannotBeSent() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.producer.sendException = new TopicAuthorizationException("answers");

    // When
    worker.tasks.runAll();

    // Then
    assertThatThrownBy(worker::pass)
        .hasRootCauseInstanceOf(TopicAuthorizationException.class)
        .hasMessageContaining("requests/0/0");
    assertThat(worker.committed(P0)).isEqualTo("0 d1:0=1");
  }

  @Test
  void shouldAnswerFailureAndLogOnceWhenTheHandlerThrows() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.handler.throwing.put("a", new IllegalArgumentException("boom"));
    Logger logger = (Logger) LoggerFactory.getLogger("io.loopline.service");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);

    // When
    worker.runToEnd();
    logger.detachAppender(logged);

    // Then
    assertThat(worker.answers())
        .containsExactly(
            "0 loop-a failed a: TERMINAL This is a bug in the test worker: "
                + "java.lang.IllegalArgumentException: boom");
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel() == Level.ERROR)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getThrowableProxy().getMessage()).isEqualTo("boom");
          assertThat(event.getKeyValuePairs())
              .extracting(pair -> pair.key)
              .contains("loopId", "requestId", "topic", "partition", "offset");
        });
    assertThat(worker.committed(P0)).isEqualTo("1");
  }

  @Test
  void shouldDeadLetterTheRequestWhenNotEvenAFailureCanBeAnswered() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a", "b").pass();
    worker.handler.throwing.put("a", new IllegalArgumentException("boom"));
    worker.handler.failureThrows = true;

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.deadLetters())
        .extracting(DeadLetter::getEventId, DeadLetter::getReason)
        .containsExactly(tuple("dead-letter/requests/0/0", DeadLetterReason.PROCESSING_FAILED));
    assertThat(worker.answers()).containsExactly("0 loop-b done b");
    assertThat(worker.committed(P0)).isEqualTo("2");
  }

  @Test
  void shouldAnswerFailureWhenTheAnswerIsTooLarge() {
    // Given
    WorkerFixture worker = new WorkerFixture(8).assign(P0).send(P0, "a").pass();
    worker.handler.answers.put("a", "x".repeat(256 * 1024 + 1));

    // When
    worker.runToEnd();

    // Then
    assertThat(worker.answers())
        .singleElement()
        .asString()
        .startsWith("0 loop-a failed a: LIMIT_EXCEEDED The answer has 262145 bytes");
  }

  @Test
  void shouldCountAStartThatNeverFinished() {
    // Given
    WorkerFixture worker =
        new WorkerFixture(8)
            .committedBefore(P0, new OffsetAndMetadata(4, "d1:0=1,2=1"))
            .assign(P0)
            .startAt(P0, 4);

    // When
    worker.send(P0, "a", "b", "c").pass();

    // Then
    assertThat(worker.committed(P0)).isEqualTo("4 d1:0=2,1=1,2=2");
  }

  @Test
  void shouldAnswerFailureWhenTwoWorkersDiedOnTheRequest() {
    // Given
    WorkerFixture worker =
        new WorkerFixture(8)
            .committedBefore(P0, new OffsetAndMetadata(4, "d1:0=2,1=1"))
            .assign(P0)
            .startAt(P0, 4);

    // When
    worker.send(P0, "poison", "b").pass().runToEnd();

    // Then
    assertThat(worker.handler.worked).containsExactly("b");
    assertThat(worker.answers()).hasSize(2);
    assertThat(worker.answers().getFirst())
        .startsWith("0 loop-poison failed poison: TERMINAL The test worker began this request 2");
    assertThat(worker.committed(P0)).isEqualTo("6");
  }
}
