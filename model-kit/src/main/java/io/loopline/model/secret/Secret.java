package io.loopline.model.secret;

/**
 * The value behind a reference. Its text forms never show it.
 *
 * @param name how configuration calls it
 * @param value visible ASCII characters, at least one
 */
public record Secret(String name, String value) {
  public Secret {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("secret:" + name + " is no key: not visible ASCII");
    }
  }

  @Override
  public String toString() {
    return "secret:" + name;
  }
}
