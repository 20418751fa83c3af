package io.loopline.service;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One reason a service may not be ready.
 *
 * @param name short name of the part
 * @param obstacle why it does not work just now, empty when it does; called on any thread, must not
 *     block
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> obstacle) {
  public ReadinessCheck {
    requireNonNull(name, "name is null");
    requireNonNull(obstacle, "obstacle is null");
  }
}
