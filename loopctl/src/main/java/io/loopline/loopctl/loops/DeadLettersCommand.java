package io.loopline.loopctl.loops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopline.event.DeadLetter;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.topic.LoopTopics;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop dead-letters}: what could not be decoded or processed. */
@Command(
    name = "dead-letters",
    description = {
      "Lists the records that were set aside, the newest last: where they are, why, and their key.",
      "With --json an array of DeadLetter events, bytes as Base64."
    })
public final class DeadLettersCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the newest N (default ${DEFAULT-VALUE}; 0 for all).")
  private int limit = 50;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only records of this topic, such as loop.goals.")
  private @Nullable String topic;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the bytes of those listed into this empty or new directory, as TOPIC-PARTITION-OFFSET.value and .key.")
  private @Nullable Path target;

  private final Access access;

  public DeadLettersCommand() {
    this(Access.toKafka());
  }

  DeadLettersCommand(Access access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new CliFailure(ExitCode.BAD_INPUT, "--limit must be positive or 0, not " + limit);
    }
    return access.use(connection, this::list);
  }

  private int list(LoopBroker broker) {
    Output output = Output.of(connection);
    Reading<DeadLetter> reading = broker.read(LoopTopics.DEAD_LETTERS);
    List<DeadLetter> letters = wanted(reading.events());
    List<DeadLetter> shown =
        limit == 0 ? letters : letters.subList(Math.max(0, letters.size() - limit), letters.size());
    if (output.json()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      shown.forEach(letter -> array.add(EventJson.of(letter)));
      output.document(array);
    } else {
      output.lines(DeadLetterText.lines(shown));
      if (shown.size() < letters.size()) {
        output.remark(
            "the newest %d of %d; all with --limit 0".formatted(shown.size(), letters.size()));
      }
    }
    if (target != null) {
      int cut = DeadLetterFiles.write(shown, target);
      output.remark("wrote " + Words.count(shown.size(), "record") + " to " + target);
      if (cut > 0) {
        output.remark(
            Words.count(cut, "value") + " cut when set aside; value_size has the full size");
      }
    }
    output.unreadable(reading.unreadable());
    return ExitCode.OK;
  }

  /** The same record may have been set aside twice, by a worker that died in between. */
  private List<DeadLetter> wanted(List<DeadLetter> letters) {
    Map<String, DeadLetter> byRecord = new LinkedHashMap<>();
    letters.stream()
        .filter(letter -> topic == null || topic.equals(letter.getSource().getTopic()))
        .forEach(letter -> byRecord.putIfAbsent(letter.getEventId(), letter));
    return byRecord.values().stream()
        .sorted(Comparator.comparing(DeadLetter::getOccurredAt))
        .toList();
  }
}
