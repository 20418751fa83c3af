package io.loopline.codec;

import io.loopline.core.LoopState;
import io.loopline.core.RecentCommands;
import io.loopline.core.RequestId;
import io.loopline.core.StopReason;
import io.loopline.state.LiveLoopRecord;
import io.loopline.state.LoopStateRecord;
import io.loopline.state.TerminatedRecord;

/** {@link LoopState} and the record of the loops store. */
public final class LoopStateCodec {
  private LoopStateCodec() {}

  /** The record of a state that is stored; an absent loop has none. */
  public static LoopStateRecord encode(LoopState state) {
    return switch (state) {
      case LoopState.Live live -> new LoopStateRecord(live(live), null);
      case LoopState.Terminated ended -> new LoopStateRecord(null, ended(ended));
      case LoopState.Absent _ ->
          throw new IllegalArgumentException("bug: an absent loop is not stored");
    };
  }

  public static LoopState decode(String loopId, LoopStateRecord stored) {
    LiveLoopRecord live = stored.getLive();
    return live == null ? ended(loopId, stored.getTerminated()) : live(loopId, live);
  }

  private static LiveLoopRecord live(LoopState.Live live) {
    RequestId answered = live.lastAnswered();
    RequestId issued = live.lastIssued();
    LiveLoopRecord.Builder stored =
        LiveLoopRecord.newBuilder()
            .setGoalHash(live.goalHash())
            .setTerms(TermsCodec.encode(live.terms()))
            .setSequence(live.sequence())
            .setStartedAt(live.startedAt())
            .setIteration(live.iteration())
            .setPhase(PhaseCodec.encode(live.phase()))
            .setLedger(LedgerCodec.encode(live.ledger()))
            .setContext(ContextWindowCodec.encode(live.context()))
            .setNextContext(live.context().next())
            .setSummaryOrdered(live.context().ordered())
            .setWorkspace(WorkspaceCodec.encode(live.workspace()))
            .setLastIssued(issued == null ? "" : issued.toString())
            .setLastAnswered(answered == null ? null : answered.toString())
            .setWakeAt(live.wakeAt())
            .setGuards(GuardsCodec.encode(live.guards()))
            .setCommands(live.commands().ids())
            .setFamily(FamilyCodec.encode(live.family()));
    BestCodec.encode(live.best(), stored);
    return stored.build();
  }

  private static LoopState.Live live(String loopId, LiveLoopRecord stored) {
    String answered = stored.getLastAnswered();
    return new LoopState.Live(
        loopId,
        stored.getGoalHash(),
        TermsCodec.decode(stored.getTerms()),
        stored.getSequence(),
        stored.getStartedAt(),
        stored.getIteration(),
        PhaseCodec.decode(loopId, stored.getPhase(), stored.getIteration()),
        LedgerCodec.decode(stored.getLedger()),
        ContextWindowCodec.decode(
            stored.getContext(), stored.getNextContext(), stored.getSummaryOrdered()),
        WorkspaceCodec.decode(stored.getWorkspace()),
        BestCodec.decode(stored),
        stored.getLastIssued().isEmpty() ? null : request(stored.getLastIssued()),
        answered == null ? null : request(answered),
        stored.getWakeAt(),
        GuardsCodec.decode(stored.getGuards()),
        new RecentCommands(stored.getCommands()),
        FamilyCodec.decode(stored.getFamily()));
  }

  private static RequestId request(String text) {
    return RequestId.parse(text)
        .orElseThrow(() -> new IllegalStateException("stored request id is malformed: " + text));
  }

  private static TerminatedRecord ended(LoopState.Terminated ended) {
    return new TerminatedRecord(
        ended.goalHash(),
        Symbols.translate(ended.stopReason(), io.loopline.event.StopReason.class),
        ended.sequence(),
        ended.endedAt(),
        ended.forgetAt());
  }

  private static LoopState.Terminated ended(String loopId, TerminatedRecord stored) {
    return new LoopState.Terminated(
        loopId,
        stored.getGoalHash(),
        Symbols.translate(stored.getStopReason(), StopReason.class),
        stored.getSequence(),
        stored.getEndedAt(),
        stored.getForgetAt());
  }
}
