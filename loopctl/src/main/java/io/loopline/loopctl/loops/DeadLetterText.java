package io.loopline.loopctl.loops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loopline.event.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dead letters for a person: two lines each. Pure. */
final class DeadLetterText {
  private static final String INDENT = " ".repeat(8);
  private static final int KEY_LENGTH = 80;
  private static final int MESSAGE_LENGTH = 400;

  private DeadLetterText() {}

  static List<String> lines(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return List.of("No dead letters.");
    }
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : letters) {
      lines.add(
          "%s  %s  %s  key %s  %s  by %s"
              .formatted(
                  Words.time(letter.getOccurredAt()),
                  AuditText.coordinates(letter.getSource()),
                  letter.getReason(),
                  key(letter.getKey()),
                  size(letter),
                  Words.plain(letter.getProducer().getInstance())));
      String thrown =
          letter.getExceptionClass() == null
              ? ""
              : " (" + Words.plain(letter.getExceptionClass()) + ")";
      lines.add(INDENT + Words.clipped(letter.getMessage(), MESSAGE_LENGTH) + thrown);
    }
    return List.copyOf(lines);
  }

  private static String size(DeadLetter letter) {
    ByteBuffer value = letter.getValue();
    if (value == null) {
      return letter.getValueSize() == 0
          ? "no value"
          : String.format(Locale.ROOT, "%,d bytes, not kept", letter.getValueSize());
    }
    String cut =
        value.remaining() < letter.getValueSize()
            ? String.format(Locale.ROOT, ", %,d kept", value.remaining())
            : "";
    return String.format(Locale.ROOT, "%,d bytes%s", letter.getValueSize(), cut);
  }

  /** Text when the key is text; else its bytes in hexadecimal. */
  static String key(@Nullable ByteBuffer key) {
    if (key == null) {
      return "-";
    }
    try {
      return "'"
          + Words.clipped(UTF_8.newDecoder().decode(key.duplicate()).toString(), KEY_LENGTH)
          + "'";
    } catch (CharacterCodingException _) {
      byte[] bytes = new byte[Math.min(key.remaining(), KEY_LENGTH / 2)];
      key.duplicate().get(bytes);
      return "0x" + HexFormat.of().formatHex(bytes) + (bytes.length < key.remaining() ? "..." : "");
    }
  }
}
