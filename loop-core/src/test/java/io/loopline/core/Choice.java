package io.loopline.core;

/**
 * One draw of a random history, given a meaning by {@link History} when its turn comes.
 *
 * @param kind which sort of event, 0 to 99
 * @param detail which one of the sort
 * @param delay milliseconds since the event before
 */
record Choice(int kind, int detail, int delay) {
  int detail(int bound) {
    return detail % bound;
  }
}
