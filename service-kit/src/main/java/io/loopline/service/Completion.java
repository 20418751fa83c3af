package io.loopline.service;

/** How the handling of a record ended; handed from its virtual thread to the poll thread. */
sealed interface Completion {
  Delivery delivery();

  /** Whether the record was to be dead-lettered. */
  boolean rejection();

  /** Answered or dead-lettered, acknowledged by the brokers: its offset may be committed. */
  record Finished(Delivery delivery, boolean rejection) implements Completion {}

  /** Given up because the worker closes: it is not committed and runs again elsewhere. */
  record Abandoned(Delivery delivery, boolean rejection) implements Completion {}

  /** The worker cannot go on. */
  record Broken(Delivery delivery, boolean rejection, Throwable cause) implements Completion {}
}
