package io.loopline.executor;

import io.loopline.executor.worker.ExecutorWorker;
import io.loopline.service.Service;

/** The executor service: one worker that runs the actions of plans. */
public final class ExecutorMain {
  private ExecutorMain() {}

  /** Runs until the process is told to stop; settings are system properties and environment. */
  public static void main(String[] arguments) {
    Service.run("executor-service", ExecutorWorker.SETTINGS, arguments, ExecutorWorker::addTo);
  }
}
