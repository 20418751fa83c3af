package io.loopline.model.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Takes secrets out of text that a server sent. */
public final class Redaction {
  private static final String MARK = "[secret]";

  /** Shorter ones, such as the {@code none} of a local server, occur by chance. */
  private static final int SHORTEST = 6;

  private Redaction() {}

  /** The text without the secret in its plain, JSON, base64, hex and URL forms. */
  public static String of(String text, Secret secret) {
    if (secret.value().length() < SHORTEST) {
      return text;
    }
    String clean = text;
    for (String form : forms(secret.value())) {
      clean = clean.replace(form, MARK);
    }
    return clean;
  }

  private static Set<String> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value);
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    forms.add(escaped);
    forms.add(escaped.replace("/", "\\/"));
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    return forms;
  }
}
