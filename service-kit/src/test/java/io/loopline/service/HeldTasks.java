package io.loopline.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;

/** Handlers wait here until the test lets one run, on the test's own thread. */
final class HeldTasks implements Executor {
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  int size() {
    return tasks.size();
  }

  void runFirst() {
    tasks.remove().run();
  }

  /** Runs the task at this place among those held. */
  void run(int place) {
    Iterator<Runnable> iterator = tasks.iterator();
    Runnable task = iterator.next();
    for (int i = 0; i < place; i++) {
      task = iterator.next();
    }
    iterator.remove();
    task.run();
  }

  void runAll() {
    while (!tasks.isEmpty()) {
      runFirst();
    }
  }
}
