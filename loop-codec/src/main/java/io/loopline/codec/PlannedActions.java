package io.loopline.codec;

import io.loopline.core.ActionTerms;
import io.loopline.core.EffectClass;
import io.loopline.event.ActionSpec;
import io.loopline.tool.ToolContract;
import io.loopline.tool.ToolContracts;
import java.util.List;
import java.util.Map;

/** Actions of a plan, with what the contracts of their tools say of them. */
final class PlannedActions {
  private static final Map<String, ToolContract> CONTRACTS = ToolContracts.bundled();

  private PlannedActions() {}

  static List<ActionTerms> decode(List<ActionSpec> actions) {
    return actions.stream().map(PlannedActions::decode).toList();
  }

  private static ActionTerms decode(ActionSpec action) {
    ToolContract contract = CONTRACTS.get(action.getTool());
    return new ActionTerms(
        action.getTool(),
        effect(action.getTool()),
        action.getParallel(),
        contract != null && contract.isControllers() ? SpawnCodec.decode(action) : null);
  }

  /** A tool that nobody has a contract of is not run on a guess. */
  private static EffectClass effect(String tool) {
    ToolContract contract = CONTRACTS.get(tool);
    return contract == null
        ? EffectClass.ONCE
        : Symbols.translate(contract.effect(), EffectClass.class);
  }
}
