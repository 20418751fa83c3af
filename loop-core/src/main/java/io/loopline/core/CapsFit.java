package io.loopline.core;

/**
 * The caps of a plan request: as much output as the model gives and the whole context window, or
 * less where a budget or the model's size demands it. Output is shortened first, then the window.
 * Pure.
 *
 * @param model price and size
 * @param tokensLeft tokens that can still be reserved
 * @param costLeft micro-USD that can still be reserved
 */
record CapsFit(ModelTerms model, long tokensLeft, long costLeft) {
  /** A plan with a reason hardly fits less. */
  static final long LEAST_OUTPUT = 256;

  static CapsFit of(ModelTerms model, Ledger ledger) {
    return new CapsFit(
        model, ledger.line(Dimension.TOKENS).left(), ledger.line(Dimension.COST).left());
  }

  /** What fits, or the budget that does not hold the least. */
  sealed interface Fit {}

  record Fits(Caps caps) implements Fit {}

  record UsedUp(Dimension dimension) implements Fit {}

  /** The goal alone is larger than the model takes, whatever the budgets. */
  record TooLarge(long needed) implements Fit {}

  /** The caps at their full size, whether or not they fit. */
  static Caps full(ModelTerms model, int window) {
    long input = model.overheadTokens() + window;
    return new Caps(
        input, model.maxOutputTokens(), model.cost(input, model.maxOutputTokens()), window);
  }

  /**
   * Fits a request.
   *
   * @param window tokens of the window to show
   * @param leastWindow fewer make no sense; at most {@code window}
   */
  Fit fit(int window, int leastWindow) {
    long leastOutput = Math.min(LEAST_OUTPUT, model.maxOutputTokens());
    long leastInput = model.overheadTokens() + leastWindow;
    if (leastInput + leastOutput > model.contextTokens()) {
      return new TooLarge(leastInput + leastOutput);
    }
    if (leastInput + leastOutput > tokensLeft) {
      return new UsedUp(Dimension.TOKENS);
    }
    if (model.cost(leastInput, leastOutput) > costLeft) {
      return new UsedUp(Dimension.COST);
    }
    long output = largestOutput(model.overheadTokens() + window);
    if (output >= leastOutput) {
      return fits(window, output);
    }
    return fits((int) Math.min(window, largestWindow(leastOutput)), leastOutput);
  }

  private Fit fits(int window, long output) {
    long input = model.overheadTokens() + window;
    return new Fits(new Caps(input, output, model.cost(input, output), window));
  }

  /** May be negative, when the input alone does not fit. */
  private long largestOutput(long input) {
    long byPrice =
        model.outputPrice() == 0
            ? Long.MAX_VALUE
            : Math.floorDiv(money() - input * model.inputPrice(), model.outputPrice());
    // an input that costs more than is left cannot be saved by free output
    long byInput = money() < input * model.inputPrice() ? -1 : Long.MAX_VALUE;
    return Math.min(
        Math.min(byPrice, byInput),
        Math.min(model.maxOutputTokens(), Math.min(tokensLeft, model.contextTokens()) - input));
  }

  private long largestWindow(long output) {
    long byPrice =
        model.inputPrice() == 0
            ? Long.MAX_VALUE
            : Math.floorDiv(money() - output * model.outputPrice(), model.inputPrice());
    return Math.min(byPrice, Math.min(tokensLeft, model.contextTokens()) - output)
        - model.overheadTokens();
  }

  private long money() {
    return costLeft * ModelTerms.PER_TOKENS;
  }
}
