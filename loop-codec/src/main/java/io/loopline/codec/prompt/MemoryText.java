package io.loopline.codec.prompt;

import io.loopline.codec.memory.OpenSearches;
import io.loopline.codec.memory.Scope;
import io.loopline.event.PlanRequest;
import io.loopline.event.RecalledMemory;
import io.loopline.prompt.Fence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a prompt tells of memory, within a fixed size. Pure. */
public final class MemoryText {
  /** Bytes (UTF-8) that everything recalled may take in a prompt. */
  public static final int MAX_BYTES = 8_000;

  private static final String RULES =
      """
      Your answer may have the part memory: write keeps facts for later iterations and loops, search \
      looks things up for your next prompt. Write only what you have seen to be so and what is not \
      obvious from the goal; never passwords or keys. Scopes you may write: \
      """;

  private MemoryText() {}

  /** As many as fit, in their order; one that is too long is left out, shorter ones go on. */
  public static List<RecalledMemory> fitting(List<RecalledMemory> recalled) {
    List<RecalledMemory> fitting = new ArrayList<>();
    int left = MAX_BYTES;
    for (RecalledMemory each : recalled) {
      int bytes = bytes(text(each)) + 2;
      if (bytes <= left) {
        fitting.add(each);
        left -= bytes;
      }
    }
    return fitting;
  }

  /** The part of the prompt; what is recalled in it has {@link #MAX_BYTES} at most. */
  static String of(PlanRequest request, List<RecalledMemory> recalled) {
    List<String> parts = new ArrayList<>();
    parts.add(RULES + String.join(", ", Scope.writableBy(request)) + ".");
    fitting(recalled).forEach(each -> parts.add(text(each)));
    if (parts.size() == 1) {
      parts.add("Nothing was recalled.");
    }
    OpenSearches.of(request).stream()
        .filter(query -> recalled.stream().noneMatch(each -> each.getQuery().equals(query)))
        .forEach(query -> parts.add("Your search '" + oneLine(query) + "' found nothing more."));
    return String.join("\n\n", parts);
  }

  private static String text(RecalledMemory recalled) {
    String found =
        recalled.getQuery().isEmpty()
            ? ""
            : ", found by your search '" + oneLine(recalled.getQuery()) + "'";
    String source =
        switch (recalled.getKind()) {
          case FACT ->
              "fact of %s, learned from %s%s"
                  .formatted(recalled.getScope(), recalled.getSourceEventId(), found);
          case RESULT ->
              "how loop %s with %s ended%s".formatted(recalled.getId(), recalled.getScope(), found);
          case UNRECOGNIZED -> "something of a newer version";
        };
    return Fence.around(source, recalled.getText());
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
