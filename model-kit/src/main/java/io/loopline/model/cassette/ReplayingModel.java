package io.loopline.model.cassette;

import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers from a file that {@link RecordingModel} wrote, without network and keys. A call that was
 * recorded several times gets its outcomes in their order, and the last one from then on. A call
 * that was not recorded fails TERMINAL. Thread-safe.
 */
public final class ReplayingModel implements LanguageModel {
  private static final int SHOWN = 80;

  private final Path file;
  private final Map<String, List<ModelOutcome>> outcomes;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  private ReplayingModel(Path file, Map<String, List<ModelOutcome>> outcomes) {
    this.file = file;
    this.outcomes = outcomes;
  }

  /**
   * Reads the whole file.
   *
   * @throws IOException when it cannot be read, or a line is no entry; the message says which
   */
  public static ReplayingModel of(Path file) throws IOException {
    Map<String, List<ModelOutcome>> outcomes = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.isBlank()) {
        continue;
      }
      try {
        CassetteEntry entry = CassetteEntry.read(line);
        outcomes.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(entry.outcome());
      } catch (CassetteEntry.Unreadable e) {
        throw new IOException("line %d: %s".formatted(number, e.getMessage()), e);
      }
    }
    return new ReplayingModel(file, outcomes);
  }

  @Override
  public ModelOutcome ask(ModelCall call) {
    String key = CassetteEntry.keyOf(call);
    List<ModelOutcome> recorded = outcomes.getOrDefault(key, List.of());
    if (recorded.isEmpty()) {
      return missing(call, key);
    }
    int turn = asked.computeIfAbsent(key, _ -> new AtomicInteger()).getAndIncrement();
    return recorded.get(Math.min(turn, recorded.size() - 1));
  }

  private ModelOutcome missing(ModelCall call, String key) {
    String said = call.messages().getLast().text();
    return new ModelOutcome.Failed(
        new Failure(
            FailureKind.TERMINAL,
            ("the cassette %s has no answer for profile %s to \"%s\" (key %s);"
                    + " record it with loopline.models.cassette.mode=record")
                .formatted(
                    file,
                    call.profile(),
                    said.length() <= SHOWN ? said : said.substring(0, SHOWN) + "…",
                    key),
            null,
            List.of()),
        ModelUsage.NONE);
  }
}
