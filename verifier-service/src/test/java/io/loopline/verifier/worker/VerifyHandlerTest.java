package io.loopline.verifier.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.ArtifactRef;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Producer;
import io.loopline.event.Verdict;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerifyRequest;
import io.loopline.verifier.layer.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyHandlerTest {
  private static final Producer PRODUCER =
      new Producer("verifier-service", "verifier-service-1", "test");

  @TempDir Path root;
  private Scenario scenario;
  private VerifyHandler handler;
  private ArtifactRef workspace;

  @BeforeEach
  void open() throws Exception {
    scenario = new Scenario(root);
    workspace = scenario.workspace(Map.of("a", "x"));
    handler =
        new VerifyHandler(
            scenario.verification(), PRODUCER, InstantSource.fixed(Instant.ofEpochSecond(5)));
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void shouldBindTheVerdictToRequestAndSnapshotWhenItJudges() {
    // Given
    VerifyRequest request = Scenario.request(workspace, Scenario.exists("there", "a")).build();

    // When
    Verdict verdict = handler.answer(request);

    // Then
    assertThat(verdict.getEventId()).isEqualTo("movies/2/VERIFY/0/1/answer");
    assertThat(verdict.getRequest()).isEqualTo(request.getRequest());
    assertThat(verdict.getWorkspace()).isEqualTo(workspace);
    assertThat(verdict.getOccurredAt()).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(verdict.getFailure()).isNull();
    assertThat(verdict.getView()).isNotNull();
    assertThat(verdict.getView().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
    assertThat(verdict.getView().getIteration()).isEqualTo(2);
  }

  @Test
  void shouldCarryNoJudgementWhenNoneIsPossible() {
    // When
    Verdict verdict =
        handler.answer(
            Scenario.request(workspace, Scenario.check("suite", CheckKind.HTTP, "{}")).build());

    // Then
    assertThat(verdict.getView()).isNull();
    assertThat(verdict.getFailure()).isNotNull();
    assertThat(verdict.getFailure().getKind()).isEqualTo(FailureKind.TERMINAL);
  }

  @Test
  void shouldCarryTheWorkersOwnFailureWhenAsked() {
    // Given
    Failure died = new Failure(FailureKind.TRANSIENT, "died twice", null, List.of());

    // When
    Verdict verdict = handler.failure(Scenario.request(workspace).build(), died);

    // Then
    assertThat(verdict.getView()).isNull();
    assertThat(verdict.getFailure()).isEqualTo(died);
    assertThat(verdict.getReceipts()).isEmpty();
  }

  @Test
  void shouldStayBelowTheEventLimitWhenManyChecksFailWithLongTexts() {
    // Given
    String wide = "\u6620".repeat(600);
    Check[] checks =
        IntStream.range(0, 300)
            .mapToObj(i -> Scenario.exists("check-" + i, wide.substring(0, 200) + i))
            .toArray(Check[]::new);

    // When
    Verdict verdict = handler.answer(Scenario.request(workspace, checks).build());

    // Then
    assertThat(VerdictSize.bytes(verdict)).isLessThanOrEqualTo(VerdictSize.MAX_BYTES);
    assertThat(verdict.getView()).isNotNull();
    assertThat(verdict.getView().getChecks()).hasSize(300);
    assertThat(verdict.getReceipts()).hasSize(304);
  }

  @Test
  void shouldDecideNothingWhenTheWorkerIsStopped() {
    // Given
    VerifyRequest request = Scenario.request(workspace, Scenario.exists("there", "a")).build();
    Thread.currentThread().interrupt();

    // When // Then
    assertThatThrownBy(() -> handler.answer(request)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
