package io.loopline.verifier.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the answer of a judging model. Whatever cannot be read counts as not met, and so does a
 * criterion whose evidence is not in the files: a model's word alone achieves nothing. Pure.
 */
final class JudgeAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LEAST_EVIDENCE = 3;

  private JudgeAnswer() {}

  /** One vote for each criterion, in order. */
  static List<Vote> votes(String text, int criteria, ShownFiles files) {
    Map<Integer, JsonNode> answered = new TreeMap<>();
    int start = text.indexOf('{');
    if (start < 0) {
      return unreadable(criteria, "there is no JSON object in it");
    }
    try {
      for (JsonNode each : JSON.readTree(text.substring(start)).path("criteria")) {
        JsonNode earlier = answered.putIfAbsent(each.path("number").asInt(), each);
        if (earlier != null) {
          return unreadable(criteria, "it judges criterion " + each.path("number") + " twice");
        }
      }
    } catch (JsonProcessingException malformed) {
      return unreadable(criteria, "it is not JSON: " + malformed.getOriginalMessage());
    }
    String shown = spaced(String.join("\n", files.texts().values()));
    List<Vote> votes = new ArrayList<>();
    for (int number = 1; number <= criteria; number++) {
      JsonNode answer = answered.get(number);
      votes.add(answer == null ? Vote.notMet("the judge says nothing of it") : vote(answer, shown));
    }
    return votes;
  }

  private static Vote vote(JsonNode answer, String shown) {
    JsonNode met = answer.path("met");
    String reason = answer.path("reason").asText("");
    if (!met.isBoolean()) {
      return Vote.notMet("the judge does not say whether it is met");
    }
    if (!met.booleanValue()) {
      return Vote.notMet(reason);
    }
    String evidence = spaced(answer.path("evidence").asText("")).strip();
    if (evidence.length() < LEAST_EVIDENCE) {
      return Vote.notMet("the judge names no evidence");
    }
    return shown.contains(evidence)
        ? new Vote(true, reason)
        : Vote.notMet("the judge's evidence is not in the files: " + evidence);
  }

  private static String spaced(String text) {
    return SPACE.matcher(text).replaceAll(" ");
  }

  private static List<Vote> unreadable(int criteria, String why) {
    return Collections.nCopies(criteria, Vote.notMet("the judge's answer cannot be read: " + why));
  }
}
