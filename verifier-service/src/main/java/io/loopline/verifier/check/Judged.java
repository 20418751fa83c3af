package io.loopline.verifier.check;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check may look at.
 *
 * @param root directory of the restored workspace
 * @param hashes SHA-256 of each file by its relative path, as verified on restore
 * @param inputs inputs of the goal by name, as {@link PlainJson} values; files as path, sha256,
 *     size
 * @param observations the executor's claims by action name, as {@link PlainJson} values; no
 *     evidence
 * @param limit time the check may take
 */
public record Judged(
    Path root,
    SortedMap<String, String> hashes,
    Map<String, Object> inputs,
    Map<String, Object> observations,
    Duration limit) {
  public Judged {
    requireNonNull(root, "root is null");
    requireNonNull(limit, "limit is null");
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    inputs = Collections.unmodifiableMap(inputs);
    observations = Collections.unmodifiableMap(observations);
  }

  /** The same workspace with another time limit. */
  public Judged within(Duration time) {
    return new Judged(root, hashes, inputs, observations, time);
  }
}
