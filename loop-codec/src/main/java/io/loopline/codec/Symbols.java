package io.loopline.codec;

/** Enum symbols of contracts and core, which are the same names but for UNRECOGNIZED. */
final class Symbols {
  private Symbols() {}

  /**
   * The constant of the same name.
   *
   * @throws UnrecognizedContent when the type has none, as for UNRECOGNIZED
   */
  static <E extends Enum<E>> E translate(Enum<?> symbol, Class<E> type) {
    try {
      return Enum.valueOf(type, symbol.name());
    } catch (IllegalArgumentException unknown) {
      throw new UnrecognizedContent(
          "%s has no symbol %s in this version".formatted(type.getSimpleName(), symbol));
    }
  }
}
