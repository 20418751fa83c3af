package io.loopline.service;

import io.loopline.event.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers "done NAME", unless the test set something else for that request. */
final class EchoHandler implements StepHandler<WorkerFixture.Request, String> {
  /** Names of the requests whose work began, in that order. */
  final List<String> worked = Collections.synchronizedList(new ArrayList<>());

  final Map<String, RuntimeException> throwing = new HashMap<>();
  final Map<String, String> answers = new HashMap<>();
  boolean failureThrows;

  @Override
  public String answer(WorkerFixture.Request request) {
    worked.add(request.name());
    RuntimeException thrown = throwing.get(request.name());
    if (thrown != null) {
      throw thrown;
    }
    return answers.getOrDefault(request.name(), "done " + request.name());
  }

  @Override
  public String failure(WorkerFixture.Request request, Failure failure) {
    if (failureThrows) {
      throw new IllegalStateException("failure() throws too");
    }
    return "failed " + request.name() + ": " + failure.getKind() + " " + failure.getMessage();
  }
}
