package io.loopline.codec;

import io.loopline.core.BudgetLine;
import io.loopline.core.Dimension;
import io.loopline.core.Ledger;
import io.loopline.event.BudgetDimension;
import io.loopline.event.LedgerLine;
import java.util.List;

/** Budgets. */
public final class LedgerCodec {
  private LedgerCodec() {}

  public static List<LedgerLine> encode(Ledger ledger) {
    return ledger.lines().stream()
        .map(line ->
            new LedgerLine(
                Symbols.translate(line.dimension(), BudgetDimension.class),
                line.limit(),
                line.spent(),
                line.reserved()))
        .toList();
  }

  public static Ledger decode(List<LedgerLine> lines) {
    return new Ledger(
        lines.stream()
            .map(line ->
                new BudgetLine(
                    Symbols.translate(line.getDimension(), Dimension.class),
                    line.getLimit(),
                    line.getSpent(),
                    line.getReserved()))
            .toList());
  }
}
