package io.loopline.core.simulation.fault;

import io.loopline.core.simulation.Behaviour;
import java.util.List;

/** The ways of workers; a new one is one more line here. */
public final class Behaviours {
  public static final Behaviour GOOD = new AnswersWell();

  /** While what a step depends on is down. */
  public static final Behaviour OUTAGE = new SaysUnavailable();

  public static final List<Behaviour> BAD =
      List.of(
          new AnswersTwice(),
          new AnswersDifferently(),
          new AnswersTooLate(),
          new AnswersAnotherRequest(),
          new JudgesAnotherWorkspace(),
          new AnswersBeforeItClaims(),
          new FindsItTooLarge(),
          new Dies(),
          new Fails(),
          new Fails(),
          new Fails());

  private Behaviours() {}
}
