package io.loopline.core.simulation.invariant;

import io.loopline.core.Disposition;
import io.loopline.core.simulation.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The published automaton of a loop: from which phase which input leads where. */
public final class Automaton {
  private static final List<String> LIVE =
      List.of("Planning", "AwaitingApproval", "Executing", "Verifying", "BackingOff", "Paused");

  /** Phase and applied input, then the phases they may lead to. */
  private static final Map<String, Set<String>> APPLIED =
      withFamilies(
          Map.ofEntries(
              edges("Absent GoalReceived", "Queued", "Planning", "Terminated"),
              edges("Queued PermitGranted", "Queued", "Planning", "Terminated"),
              edges("Queued TimerFired", "Terminated"),
              edges("Queued CommandReceived", "Queued", "Paused", "Terminated"),
              edges(
                  "Planning PlanAnswered",
                  "AwaitingApproval",
                  "Executing",
                  "Verifying",
                  "BackingOff",
                  "Planning",
                  "Terminated"),
              edges("Planning TimerFired", "Planning", "BackingOff", "Terminated"),
              edges("Planning CommandReceived", "Planning", "Paused", "Terminated"),
              edges("AwaitingApproval TimerFired", "Planning", "Terminated"),
              edges(
                  "AwaitingApproval CommandReceived",
                  "AwaitingApproval",
                  "Executing",
                  "Verifying",
                  "Planning",
                  "Paused",
                  "Terminated"),
              edges("Executing ActionObserved", "Executing", "Verifying", "Terminated"),
              edges("Executing ActionClaimed", "Executing"),
              edges("Executing ChildEnded", "Executing", "Verifying", "BackingOff", "Terminated"),
              edges("Executing TimerFired", "Executing", "Verifying", "Terminated"),
              edges("Executing CommandReceived", "Executing", "Verifying", "Paused", "Terminated"),
              edges("Verifying VerdictGiven", "Planning", "Verifying", "BackingOff", "Terminated"),
              edges("Verifying TimerFired", "Verifying", "BackingOff", "Terminated"),
              edges("Verifying CommandReceived", "Verifying", "Paused", "Terminated"),
              edges("BackingOff TimerFired", "BackingOff", "Planning", "Verifying", "Terminated"),
              edges("BackingOff CommandReceived", "BackingOff", "Paused", "Terminated"),
              edges("Paused PlanAnswered", "Paused", "Terminated"),
              edges("Paused ActionObserved", "Paused", "Terminated"),
              edges("Paused VerdictGiven", "Paused", "Terminated"),
              edges("Paused PermitGranted", "Paused"),
              edges("Paused ChildEnded", "Paused", "Terminated"),
              edges("Paused TimerFired", "Terminated"),
              edges(
                  "Paused CommandReceived",
                  "Queued",
                  "Paused",
                  "Planning",
                  "AwaitingApproval",
                  "Executing",
                  "Verifying",
                  "BackingOff",
                  "Terminated"),
              edges("Closing ChildEnded", "Closing", "Terminated"),
              edges("Closing TimerFired", "Terminated")));

  /** What may become of an input that is not applied; the phase stays as it was. */
  private static final Map<String, Set<Disposition>> NOT_APPLIED =
      Map.of(
          "GoalReceived", Set.of(Disposition.DUPLICATE),
          "CommandReceived", answers(),
          "PlanAnswered", answers(),
          "ActionObserved", answers(),
          "ActionClaimed", answers(),
          "VerdictGiven", answers(),
          "TimerFired", Set.of(Disposition.IGNORED),
          "PermitGranted", Set.of(Disposition.REFUSED, Disposition.LATE),
          "ChildEnded", Set.of(Disposition.LATE),
          "ParentEnded", Set.of(Disposition.REFUSED, Disposition.IGNORED, Disposition.LATE));

  private Automaton() {}

  /**
   * In any phase a child of before may report, and the parent may end; a loop whose children still
   * run waits for them where it would end otherwise.
   */
  private static Map<String, Set<String>> withFamilies(Map<String, List<String>> alone) {
    Map<String, Set<String>> all = new HashMap<>();
    alone.forEach((from, to) -> all.put(from, new HashSet<>(to)));
    for (String phase : LIVE) {
      all.computeIfAbsent(phase + " ChildEnded", _ -> new HashSet<>()).add(phase);
      all.put(phase + " ParentEnded", new HashSet<>(Set.of("Terminated")));
    }
    all.forEach((from, to) -> {
      if (to.contains("Terminated") && LIVE.contains(from.substring(0, from.indexOf(' ')))) {
        to.add("Closing");
      }
    });
    return Map.copyOf(all);
  }

  static boolean accepts(Decision decision) {
    if (decision.isApplied()) {
      String from = decision.phaseBefore() + " " + decision.event();
      return APPLIED.getOrDefault(from, Set.of()).contains(decision.phaseAfter());
    }
    return decision.phaseAfter().equals(decision.phaseBefore())
        && NOT_APPLIED.getOrDefault(decision.event(), Set.of()).contains(decision.disposition());
  }

  /** The edge a decision went along, as in {@link #all()}. */
  public static String edge(Decision decision) {
    return decision.isApplied()
        ? decision.phaseBefore() + " " + decision.event() + " -> " + decision.phaseAfter()
        : decision.event() + " " + decision.disposition();
  }

  /** Every edge; one that no run goes along does not belong here. */
  public static Set<String> all() {
    Set<String> all = new HashSet<>();
    APPLIED.forEach((from, to) -> to.forEach(each -> all.add(from + " -> " + each)));
    NOT_APPLIED.forEach((event, ways) -> ways.forEach(each -> all.add(event + " " + each)));
    return all;
  }

  private static Map.Entry<String, List<String>> edges(String from, String... to) {
    return Map.entry(from, List.of(to));
  }

  private static Set<Disposition> answers() {
    return Set.of(Disposition.DUPLICATE, Disposition.LATE, Disposition.REFUSED);
  }
}
