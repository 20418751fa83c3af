package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Scalars of YAML's core schema as JSON values. */
final class Scalars {
  private static final int MAX_DIGITS = 64;

  private Scalars() {}

  static JsonNode read(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JsonNodeFactory.instance.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
    }
    if (tag.equals(Tag.INT) && text.length() <= MAX_DIGITS) {
      return JsonNodeFactory.instance.numberNode(whole(text));
    }
    if (tag.equals(Tag.FLOAT) && text.length() <= MAX_DIGITS && isFinite(text)) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    // text, and numbers JSON does not have
    return JsonNodeFactory.instance.textNode(text);
  }

  private static BigInteger whole(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    if (text.startsWith("0o")) {
      return new BigInteger(text.substring(2), 8);
    }
    return new BigInteger(text);
  }

  /** Neither infinite nor not a number, and small enough to write out. */
  private static boolean isFinite(String text) {
    double value = text.contains(".inf") || text.contains(".nan") ? Double.NaN : number(text);
    return Double.isFinite(value);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
