package io.loopline.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of child loops: derived from where they are spawned, so that a replay gives the same. */
final class ChildIds {
  private static final int LONGEST = 128;
  private static final int HASH_CHARACTERS = 16;

  private ChildIds() {}

  /** Parent, iteration, action and ordinal; when that is too long, its beginning and its hash. */
  static String of(RequestId action, int ordinal) {
    String id = action.loopId() + "." + action.iteration() + "." + action.index() + "." + ordinal;
    return id.length() <= LONGEST
        ? id
        : id.substring(0, LONGEST - HASH_CHARACTERS - 1) + "." + hash(id);
  }

  private static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
