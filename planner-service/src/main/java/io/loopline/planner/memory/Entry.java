package io.loopline.planner.memory;

import static java.util.Objects.requireNonNull;

import io.loopline.codec.memory.Scope;
import io.loopline.event.RecallKind;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that may be recalled.
 *
 * @param kind fact or result
 * @param key unique among entries of the kind; a loop id for a result
 * @param scopes who may recall it; not empty
 * @param text what is told and searched
 * @param source event it was learned from
 * @param untrusted whether it came from a tool, a model or the web
 * @param writtenAt the broker's time of its record, milliseconds since 1970
 */
record Entry(
    RecallKind kind,
    String key,
    Set<Scope> scopes,
    String text,
    String source,
    boolean untrusted,
    long writtenAt) {
  Entry {
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
    scopes = Set.copyOf(scopes);
    requireNonNull(text, "text is null");
    requireNonNull(source, "source is null");
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException(key + " has no scope");
    }
  }

  /** The first scope, by name, of those in which a reader finds it. */
  Scope foundIn(Set<Scope> readable) {
    Set<Scope> common = new TreeSet<>(scopes);
    common.retainAll(readable);
    return common.iterator().next();
  }
}
