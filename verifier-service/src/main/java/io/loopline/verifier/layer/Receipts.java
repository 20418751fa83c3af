package io.loopline.verifier.layer;

import io.loopline.event.Check;
import io.loopline.event.CheckResult;
import io.loopline.event.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the evidence of one verification. Used by one thread. */
final class Receipts {
  private static final int MAX_EVIDENCE = 300;

  private final String subject;
  private final List<String> events;
  private final List<Receipt> receipts = new ArrayList<>();

  Receipts(String subjectSha256, String requestEventId) {
    this.subject = subjectSha256;
    this.events = List.of(requestEventId);
  }

  void layer(String name, String version, String evidence) {
    add("layer/" + name, version, evidence);
  }

  void check(Check check, String version, CheckResult result) {
    String kind = check.getKind().name().toLowerCase(Locale.ROOT);
    add(
        "check/" + kind + "/" + check.getName(),
        version,
        (result.getPassed() ? "passed: " : "not passed: ") + result.getFound());
  }

  List<Receipt> all() {
    return List.copyOf(receipts);
  }

  private void add(String kind, String version, String evidence) {
    receipts.add(new Receipt(kind, version, subject, Clip.of(evidence, MAX_EVIDENCE), events));
  }
}
