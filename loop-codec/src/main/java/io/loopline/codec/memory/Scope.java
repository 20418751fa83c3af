package io.loopline.codec.memory;

import static java.util.Objects.requireNonNull;

import io.loopline.event.MemoryFact;
import io.loopline.event.MemoryScope;
import io.loopline.event.PlanRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who sees a fact. Two forms: the whole name ({@code loop/ID}, {@code label/NAME=VALUE}, {@code
 * global}), which keys are made of, and the word of goals and prompts ({@code loop}, {@code
 * NAME=VALUE}, {@code global}), in which {@code loop} is the loop that speaks. Immutable.
 *
 * @param kind LOOP, LABEL or GLOBAL
 * @param key loop id, or the label as NAME=VALUE; empty for GLOBAL
 */
public record Scope(MemoryScope kind, String key) implements Comparable<Scope> {
  /** The word for the loop that speaks. */
  public static final String OWN = "loop";

  private static final String EVERYBODY = "global";
  private static final Scope GLOBAL = new Scope(MemoryScope.GLOBAL, "");

  public Scope {
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
  }

  /** The scope of one loop. */
  public static Scope ofLoop(String loopId) {
    return new Scope(MemoryScope.LOOP, loopId);
  }

  /** The scope of all loops with a label. */
  public static Scope ofLabel(String name, String value) {
    return new Scope(MemoryScope.LABEL, name + "=" + value);
  }

  /** The scope of all loops. */
  public static Scope global() {
    return GLOBAL;
  }

  /** The scope a fact says it has; empty when this version does not know its kind. */
  public static Optional<Scope> of(MemoryFact fact) {
    return switch (fact.getScope()) {
      case LOOP, LABEL -> Optional.of(new Scope(fact.getScope(), fact.getScopeKey()));
      case GLOBAL -> Optional.of(GLOBAL);
      case UNRECOGNIZED -> Optional.empty();
    };
  }

  /** The scope of a word, said by this loop; empty when it is no such word. */
  public static Optional<Scope> parse(String word, String loopId) {
    if (word.equals(OWN)) {
      return Optional.of(ofLoop(loopId));
    }
    if (word.equals(EVERYBODY)) {
      return Optional.of(GLOBAL);
    }
    return word.indexOf('=') > 0
        ? Optional.of(new Scope(MemoryScope.LABEL, word))
        : Optional.empty();
  }

  /** What a loop reads: its own scope, those of its labels and the global one. */
  public static Set<Scope> readableBy(String loopId, Map<String, String> labels) {
    Set<Scope> scopes = new TreeSet<>();
    scopes.add(ofLoop(loopId));
    scopes.add(GLOBAL);
    labels.forEach((name, value) -> scopes.add(ofLabel(name, value)));
    return scopes;
  }

  /** What the planner of this request may write, as words: its own scope and those granted. */
  public static Set<String> writableBy(PlanRequest request) {
    Set<String> words = new TreeSet<>();
    if (request.getMemory() != null) {
      words.add(OWN);
      words.addAll(request.getMemory().getScopes());
    }
    return words;
  }

  /** The word of goals and prompts. */
  public String word() {
    return switch (kind) {
      case LOOP -> OWN;
      case LABEL -> key;
      case GLOBAL, UNRECOGNIZED -> EVERYBODY;
    };
  }

  /** The whole name. */
  public String name() {
    return switch (kind) {
      case LOOP -> "loop/" + key;
      case LABEL -> "label/" + key;
      case GLOBAL, UNRECOGNIZED -> EVERYBODY;
    };
  }

  @Override
  public int compareTo(Scope other) {
    return name().compareTo(other.name());
  }
}
