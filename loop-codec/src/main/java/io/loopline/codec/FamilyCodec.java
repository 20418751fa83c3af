package io.loopline.codec;

import io.loopline.core.Allowance;
import io.loopline.core.Child;
import io.loopline.core.Family;
import io.loopline.core.Join;
import io.loopline.core.Outcome;
import io.loopline.core.ParentLink;
import io.loopline.core.Spawn;
import io.loopline.state.AllowanceRecord;
import io.loopline.state.ChildRecord;
import io.loopline.state.FamilyRecord;
import io.loopline.state.JoinKind;
import io.loopline.state.SpawnRecord;
import io.loopline.state.WishRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop's place among others, within the stored loop. */
final class FamilyCodec {
  private FamilyCodec() {}

  static FamilyRecord encode(Family family) {
    ParentLink parent = family.parent();
    return new FamilyRecord(
        family.objectiveHash(),
        family.ancestors(),
        family.levelsBelow(),
        parent == null ? null : parent.loopId(),
        parent == null ? 0 : parent.depth(),
        family.children().stream().map(FamilyCodec::encode).toList());
  }

  /** A loop of a version without families has none. */
  static Family decode(@Nullable FamilyRecord stored) {
    if (stored == null) {
      return Family.ALONE;
    }
    String parent = stored.getParent();
    return new Family(
        stored.getObjectiveHash(),
        stored.getAncestors(),
        stored.getLevelsBelow(),
        parent == null ? null : new ParentLink(parent, stored.getDepth()),
        stored.getChildren().stream().map(FamilyCodec::decode).toList());
  }

  private static ChildRecord encode(Child child) {
    ChildRecord.Builder stored =
        ChildRecord.newBuilder()
            .setLoopId(child.loopId())
            .setIteration(child.iteration())
            .setIndex(child.index())
            .setOrdinal(child.ordinal())
            .setGrant(encode(child.grant()))
            .setDeadline(child.deadline())
            .setCancelled(child.cancelled());
    Child.End end = child.end();
    if (end != null) {
      stored
          .setOutcome(Symbols.translate(end.outcome(), io.loopline.event.Outcome.class))
          .setScore(end.score())
          .setWorkspace(WorkspaceCodec.encode(end.workspace()))
          .setMessage(end.message());
    }
    return stored.build();
  }

  private static Child decode(ChildRecord stored) {
    return new Child(
        stored.getLoopId(),
        stored.getIteration(),
        stored.getIndex(),
        stored.getOrdinal(),
        decode(stored.getGrant()),
        stored.getDeadline(),
        stored.getCancelled(),
        stored.getOutcome() == null
            ? null
            : new Child.End(
                Symbols.translate(stored.getOutcome(), Outcome.class),
                stored.getScore(),
                WorkspaceCodec.decode(stored.getWorkspace()),
                stored.getMessage()));
  }

  static @Nullable SpawnRecord encode(@Nullable Spawn spawn) {
    return spawn == null
        ? null
        : new SpawnRecord(
            Symbols.translate(spawn.join(), JoinKind.class),
            spawn.quorum(),
            spawn.wishes().stream()
                .map(wish ->
                    new WishRecord(
                        wish.objectiveHash(), encode(wish.asked()), wish.depth(), wish.problem()))
                .toList());
  }

  static @Nullable Spawn decode(@Nullable SpawnRecord stored) {
    if (stored == null) {
      return null;
    }
    List<Spawn.Wish> wishes =
        stored.getWishes().stream()
            .map(wish ->
                new Spawn.Wish(
                    wish.getObjectiveHash(),
                    decode(wish.getAsked()),
                    wish.getDepth(),
                    wish.getProblem()))
            .toList();
    return new Spawn(Symbols.translate(stored.getJoin(), Join.class), stored.getQuorum(), wishes);
  }

  private static AllowanceRecord encode(Allowance allowance) {
    return new AllowanceRecord(
        allowance.iterations(),
        allowance.toolCalls(),
        allowance.tokens(),
        allowance.costMicroUsd(),
        allowance.wallClockMs(),
        allowance.children());
  }

  private static Allowance decode(AllowanceRecord stored) {
    return new Allowance(
        stored.getIterations(),
        stored.getToolCalls(),
        stored.getTokens(),
        stored.getCostMicroUsd(),
        stored.getWallClockMs(),
        stored.getChildren());
  }
}
