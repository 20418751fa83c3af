package io.loopline.codec;

import io.loopline.core.Guards;
import io.loopline.core.PlannedAction;
import io.loopline.core.Rung;
import io.loopline.core.Strategy;
import io.loopline.core.StuckMemory;
import io.loopline.core.Trace;
import io.loopline.state.GuardsRecord;
import io.loopline.state.PlannedActionRecord;
import io.loopline.state.TraceRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guards within the stored loop. */
final class GuardsCodec {
  private GuardsCodec() {}

  static GuardsRecord encode(Guards guards) {
    StuckMemory stuck = guards.stuck();
    Strategy strategy = guards.strategy();
    return new GuardsRecord(
        stuck.ring().stream().map(GuardsCodec::encode).toList(),
        stuck.planned().stream().map(GuardsCodec::encode).toList(),
        stuck.changed(),
        stuck.succeeded(),
        stuck.compacted(),
        stuck.emptyPlans(),
        stuck.unimproved(),
        stuck.unchanged(),
        stuck.idleCompactions(),
        Symbols.translate(stuck.rung(), io.loopline.state.Rung.class),
        strategy.level(),
        strategy.steady(),
        strategy.shrunk(),
        BreakerCodec.encode(guards.breakers()));
  }

  /** A loop stored by a version without guards has new ones. */
  static Guards decode(@Nullable GuardsRecord stored) {
    if (stored == null) {
      return Guards.NEW;
    }
    return new Guards(
        new StuckMemory(
            traces(stored.getRing()),
            planned(stored.getPlanned()),
            stored.getChanged(),
            stored.getSucceeded(),
            stored.getCompacted(),
            stored.getEmptyPlans(),
            stored.getUnimproved(),
            stored.getUnchanged(),
            stored.getIdleCompactions(),
            Symbols.translate(stored.getRung(), Rung.class)),
        new Strategy(stored.getLevel(), stored.getSteady(), stored.getShrunk()),
        BreakerCodec.decode(stored.getBreakers()));
  }

  private static TraceRecord encode(Trace trace) {
    return new TraceRecord(trace.fingerprint(), trace.iteration(), trace.index(), trace.ok());
  }

  private static PlannedActionRecord encode(PlannedAction action) {
    return new PlannedActionRecord(action.tool(), action.arguments(), action.polling());
  }

  private static List<Trace> traces(List<TraceRecord> stored) {
    return stored.stream()
        .map(trace ->
            new Trace(
                trace.getFingerprint(), trace.getIteration(), trace.getIndex(), trace.getOk()))
        .toList();
  }

  private static List<PlannedAction> planned(List<PlannedActionRecord> stored) {
    return stored.stream()
        .map(action ->
            new PlannedAction(action.getTool(), action.getArguments(), action.getPolling()))
        .toList();
  }
}
