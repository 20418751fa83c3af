package io.loopline.verifier.judge;

import java.util.ArrayList;
import java.util.List;

/** Counts the votes of several samples. Confined to one thread. */
final class Tally {
  private final int criteria;
  private final int wanted;
  private final List<List<Vote>> samples = new ArrayList<>();

  /**
   * @param wanted samples there will be at most
   */
  Tally(int criteria, int wanted) {
    this.criteria = criteria;
    this.wanted = wanted;
  }

  void add(List<Vote> votes) {
    samples.add(List.copyOf(votes));
  }

  int samples() {
    return samples.size();
  }

  long votesFor(int criterion) {
    return samples.stream().filter(votes -> votes.get(criterion).met()).count();
  }

  /** Whether more than half of all samples say so, those not asked for counted against it. */
  boolean isMet(int criterion) {
    return 2 * votesFor(criterion) > wanted;
  }

  /** Whether no further sample could change anything. */
  boolean isDecided() {
    for (int criterion = 0; criterion < criteria; criterion++) {
      long against = samples.size() - votesFor(criterion);
      if (!isMet(criterion) && 2 * against < wanted) {
        return false;
      }
    }
    return true;
  }

  /** Why the last sample that voted against a criterion did. */
  String reasonAgainst(int criterion) {
    return samples.reversed().stream()
        .map(votes -> votes.get(criterion))
        .filter(vote -> !vote.met())
        .map(Vote::reason)
        .findFirst()
        .orElse("no sample was asked");
  }
}
