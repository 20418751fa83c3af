package io.loopline.service;

/** A part of a service with a life: started once, closed once, also when start failed. */
public interface Startable extends AutoCloseable {
  /** Begins to work and returns; what it throws ends the service. */
  void start();

  /** Stops and gives everything back, within a bounded time. */
  @Override
  void close();
}
