package io.loopline.loopctl.loops;

import java.util.List;

/**
 * What a topic held.
 *
 * @param events decoded events; those of one partition in their order
 * @param unreadable records that could not be decoded
 */
record Reading<T>(List<T> events, List<Unreadable> unreadable) {
  Reading {
    events = List.copyOf(events);
    unreadable = List.copyOf(unreadable);
  }
}
