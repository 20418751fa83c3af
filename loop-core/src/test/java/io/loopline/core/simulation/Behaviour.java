package io.loopline.core.simulation;

import java.util.List;

/** What a worker does with a request, for good or bad; pure. */
public interface Behaviour {
  /** Name for {@link Scenario#dropped()} and for the history. */
  String name();

  /** The answers that will come; none when the worker dies over it. */
  List<Delivery> react(Job job, Chance chance);
}
