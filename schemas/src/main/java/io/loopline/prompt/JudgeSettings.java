package io.loopline.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a check that a language model judges, and what it may use at most. The goal's
 * schema says what is allowed; this reads what it let through.
 *
 * @param profile model profile that judges
 * @param criteria what has to hold, each judged by itself; at least one
 * @param files glob patterns of the workspace files that are shown; empty for all
 * @param samples how often the model is asked; odd, so that there is a majority
 * @param evidenceBytes bytes of files that are shown at most
 */
public record JudgeSettings(
    String profile, List<String> criteria, List<String> files, int samples, int evidenceBytes) {
  /** How often a model is asked when the goal does not say. */
  public static final int DEFAULT_SAMPLES = 3;

  /** Bytes of files that are shown when the goal does not say. */
  public static final int DEFAULT_EVIDENCE_BYTES = 32 * 1024;

  /** Common tokenizers make a token of more bytes than that, of text in most languages. */
  private static final int BYTES_PER_TOKEN = 3;

  /** Instructions, form of the answer, names of files. */
  private static final long INSTRUCTIONS = 1_200;

  private static final long ANSWER = 200;
  private static final long ANSWER_PER_CRITERION = 250;

  public JudgeSettings {
    criteria = List.copyOf(criteria);
    files = List.copyOf(files);
  }

  /** Reads the settings of a check that the goal's schema has passed. */
  public static JudgeSettings of(JsonNode settings) {
    return new JudgeSettings(
        settings.path("profile").asText(),
        texts(settings.path("criteria")),
        texts(settings.path("files")),
        settings.path("samples").asInt(DEFAULT_SAMPLES),
        settings.path("evidence_bytes").asInt(DEFAULT_EVIDENCE_BYTES));
  }

  /** Estimated input tokens of one sample, rather too many. */
  public long inputTokens(String objective) {
    long bytes = bytes(objective) + evidenceBytes;
    for (String criterion : criteria) {
      bytes += bytes(criterion);
    }
    return INSTRUCTIONS + (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /** Output tokens that one sample may take. */
  public long outputTokens() {
    return ANSWER + ANSWER_PER_CRITERION * criteria.size();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
