package io.loopline.executor.worker;

import static java.util.Objects.requireNonNull;

import io.loopline.event.ActionRequest;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Failure;
import io.loopline.event.MergeConflict;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Producer;
import io.loopline.event.ResourceUsage;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.executor.tool.ToolUsage;
import io.loopline.service.StepHandler;
import io.loopline.workbench.artifact.ArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers action requests with observations. The whole output goes to the artifact store; an
 * observation holds what fits: a summary clipped head and tail, and the result if it is small. Its
 * event id comes from the request id alone, so that the same request answered twice is one event.
 * Thread-safe.
 */
final class ActionHandler implements StepHandler<ActionRequest, Observation> {
  static final int SUMMARY_BYTES = 4 << 10;
  static final int RESULT_BYTES = 16 << 10;
  static final int MESSAGE_BYTES = 2_000;
  static final int DETAIL_BYTES = 500;
  static final int DETAILS = 20;

  private final ActionRun actions;
  private final MergeRun merges;
  private final RunningActions running;
  private final ArtifactStore artifacts;
  private final Producer producer;
  private final InstantSource clock;

  ActionHandler(
      ActionRun actions,
      MergeRun merges,
      RunningActions running,
      ArtifactStore artifacts,
      Producer producer,
      InstantSource clock) {
    this.actions = requireNonNull(actions, "actions is null");
    this.merges = requireNonNull(merges, "merges is null");
    this.running = requireNonNull(running, "running is null");
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** No answer when the request was cancelled, or the right to run it was not granted. */
  @Override
  public @Nullable Observation answer(ActionRequest request) throws InterruptedException {
    Instant start = clock.instant();
    try (RunningActions.Run run = running.begin(request.getRequest().getRequestId())) {
      if (run.isCancelled()) {
        return null;
      }
      return request.getMerge().isEmpty() ? answer(request, run, start) : merged(request, start);
    }
  }

  private Observation merged(ActionRequest request, Instant start) {
    return switch (merges.run(request)) {
      case MergeRun.Outcome.Failed(ToolOutcome.Failed failure) ->
          failed(request, Executed.refused(failure), failure, start);
      case MergeRun.Outcome.Done(ArtifactRef snapshot, List<MergeConflict> conflicts) -> {
        String summary =
            "merged %d snapshots, %d of them dropped"
                .formatted(request.getMerge().size(), conflicts.size());
        ResourceUsage usage = new ResourceUsage(0L, 0L, 0L, null, "none", null, null, null);
        Observation observation =
            observation(request, view(request, null, summary, null, null, snapshot), usage);
        observation.setConflicts(conflicts);
        yield observation;
      }
    };
  }

  private @Nullable Observation answer(ActionRequest request, RunningActions.Run run, Instant start)
      throws InterruptedException {
    Executed executed;
    try {
      executed = actions.run(request);
    } catch (InterruptedException e) {
      if (run.isCancelled()) {
        return null;
      }
      throw e;
    }
    return executed == null || run.isCancelled() ? null : observation(request, executed, start);
  }

  private Observation observation(ActionRequest request, Executed executed, Instant start) {
    return switch (executed.outcome()) {
      case ToolOutcome.Done done -> done(request, executed, done, start);
      case ToolOutcome.Failed failed -> failed(request, executed, failed, start);
    };
  }

  @Override
  public Observation failure(ActionRequest request, Failure failure) {
    ResourceUsage usage = new ResourceUsage(0L, 0L, 0L, null, "none", null, null, null);
    return observation(request, view(request, failure), usage);
  }

  private Observation done(
      ActionRequest request, Executed executed, ToolOutcome.Done done, Instant start) {
    String result = done.result().toString();
    byte[] bytes = result.getBytes(StandardCharsets.UTF_8);
    ArtifactRef output;
    try {
      output = artifacts.put(bytes, "application/json");
    } catch (IOException e) {
      return failed(request, executed, Failures.before(e), start);
    }
    ObservationView view =
        view(
            request,
            null,
            Clip.headAndTail(done.text(), SUMMARY_BYTES),
            bytes.length <= RESULT_BYTES ? result : null,
            output,
            executed.snapshot());
    return observation(request, view, usage(executed, start, bytes.length, null));
  }

  private Observation failed(
      ActionRequest request, Executed executed, ToolOutcome.Failed failed, Instant start) {
    Failure failure =
        Failure.newBuilder()
            .setKind(failed.kind())
            .setMessage(Clip.headAndTail(failed.message(), MESSAGE_BYTES))
            .setDetails(details(failed.details()))
            .build();
    return observation(
        request, view(request, failure), usage(executed, start, 0, failed.killedBy()));
  }

  private static List<String> details(List<String> details) {
    return details.stream()
        .limit(DETAILS)
        .map(detail -> Clip.headAndTail(detail, DETAIL_BYTES))
        .toList();
  }

  private ResourceUsage usage(
      Executed executed, Instant start, long outputBytes, @Nullable String killedBy) {
    long wallMs = Math.max(0, clock.millis() - start.toEpochMilli());
    ToolUsage measured = executed.outcome().usage();
    return new ResourceUsage(
        wallMs,
        outputBytes,
        executed.workspaceBytes(),
        killedBy,
        executed.isolation(),
        measured == null ? null : measured.cpuMs(),
        measured == null ? null : measured.peakMemoryBytes(),
        measured == null ? null : measured.peakProcesses());
  }

  private static ObservationView view(ActionRequest request, Failure failure) {
    String summary =
        Clip.headAndTail(failure.getKind() + ": " + failure.getMessage(), SUMMARY_BYTES);
    return view(request, failure, summary, null, null, null);
  }

  private static ObservationView view(
      ActionRequest request,
      @Nullable Failure failure,
      String summary,
      @Nullable String resultJson,
      @Nullable ArtifactRef output,
      @Nullable ArtifactRef workspace) {
    return new ObservationView(
        request.getRequest().getIteration(),
        request.getRequest().getIndex(),
        request.getAction().getName(),
        request.getAction().getTool(),
        failure == null,
        failure,
        summary,
        resultJson,
        output,
        workspace);
  }

  private Observation observation(
      ActionRequest request, ObservationView view, ResourceUsage usage) {
    return new Observation(
        request.getRequest().getRequestId() + "/answer",
        request.getLoopId(),
        clock.instant(),
        producer,
        request.getRequest(),
        view,
        usage,
        List.of());
  }
}
