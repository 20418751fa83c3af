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
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(symbol.name())) {
        return constant;
      }
    }
    throw new UnrecognizedContent(
        "%s has no symbol %s in this version".formatted(type.getSimpleName(), symbol));
  }
}
