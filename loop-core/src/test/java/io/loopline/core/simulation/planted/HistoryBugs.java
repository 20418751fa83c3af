package io.loopline.core.simulation.planted;

import io.loopline.core.Disposition;
import io.loopline.core.RequestId;
import io.loopline.core.Usage;
import io.loopline.core.simulation.Broker;
import io.loopline.core.simulation.Changed;
import io.loopline.core.simulation.Decision;
import io.loopline.core.simulation.Dump;
import io.loopline.core.simulation.Message;
import io.loopline.core.simulation.Topic;
import io.loopline.core.simulation.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Records that are not what should have been written. */
final class HistoryBugs {
  private HistoryBugs() {}

  static Stream<Plant> all() {
    return Stream.of(
        plant(
            "a record lies on another partition",
            "S21KeyNamesLoopAndPartition",
            each(Topic.RESULTS, HistoryBugs::moved)),
        plant(
            "a record has the key of another loop",
            "S21KeyNamesLoopAndPartition",
            each(Topic.ACTION_REQUESTS, record -> record.withKey("loop-z"))),
        plant(
            "an output of a decision is missing",
            "S15OutputsOfADecisionAreWhole",
            without(isOf(Topic.VERIFY_REQUESTS))),
        plant(
            "an output of a decision is there twice",
            "S15OutputsOfADecisionAreWhole",
            dump -> dump.with(twice(dump, isOf(Topic.VERIFY_REQUESTS)))),
        plant("a cause is not there", "S05CausesExistAndPrecede", without(isOf(Topic.INBOX))),
        plant("a cause came later", "S05CausesExistAndPrecede", HistoryBugs::causedLater),
        plant(
            "a cause was aborted",
            "S16NothingComesOfAbortedRecords",
            dump ->
                on(dump, isOf(Topic.INBOX), (_, record) -> dump.withAborted(record.transaction()))),
        plant(
            "an input was skipped",
            "S17EveryInputIsAccountedFor",
            without(record -> isNote(record))),
        plant(
            "an input was decided on twice",
            "S17EveryInputIsAccountedFor",
            dump -> dump.with(twice(dump, HistoryBugs::isNote))),
        plant(
            "a dead letter is missing",
            "S17EveryInputIsAccountedFor",
            without(isOf(Topic.DEAD_LETTERS))),
        plant(
            "the provider billed more than anyone counted",
            "S11BilledTokensAreCounted",
            each(
                Topic.BILLS,
                record ->
                    record.message() instanceof Message.Bill(RequestId request, Usage usage)
                        ? record.withMessage(
                            new Message.Bill(
                                request,
                                Changed.with(usage, "outputTokens", usage.outputTokens() + 1)))
                        : record)),
        plant(
            "the provider was asked and no loop knows",
            "S11BilledTokensAreCounted",
            each(
                Topic.BILLS,
                record ->
                    record.message() instanceof Message.Bill(RequestId request, Usage usage)
                        ? record.withMessage(
                            new Message.Bill(Changed.with(request, "attempt", 99), usage))
                        : record)),
        plant(
            "a state hash is another",
            "S18ReplayReproducesHashes",
            each(
                Topic.TRANSITIONS,
                record ->
                    record.message() instanceof Message.Audit(Decision decision)
                        ? record.withMessage(
                            new Message.Audit(Changed.with(decision, "stateHash", "0")))
                        : record)));
  }

  private static Plant plant(String name, String caughtBy, UnaryOperator<Dump> bug) {
    return new Plant.InHistory(name, caughtBy, bug);
  }

  private static UnaryOperator<Dump> each(Topic topic, UnaryOperator<TopicRecord> bend) {
    return dump ->
        dump.with(
            dump.all().stream()
                .map(record -> isOf(topic).test(record) ? bend.apply(record) : record)
                .toList());
  }

  private static UnaryOperator<Dump> without(Predicate<TopicRecord> which) {
    return dump ->
        on(
            dump,
            which,
            (_, missing) ->
                dump.with(dump.all().stream().filter(record -> !record.equals(missing)).toList()));
  }

  /** The run with a bug at the first such record; unchanged when there is none. */
  private static Dump on(
      Dump dump, Predicate<TopicRecord> which, BiFunction<Dump, TopicRecord, Dump> bug) {
    Optional<TopicRecord> first =
        dump.all().stream().filter(dump::isCommitted).filter(which).findFirst();
    return first.map(record -> bug.apply(dump, record)).orElse(dump);
  }

  private static List<TopicRecord> twice(Dump dump, Predicate<TopicRecord> which) {
    List<TopicRecord> records = new ArrayList<>(dump.all());
    dump.all().stream().filter(dump::isCommitted).filter(which).findFirst().ifPresent(records::add);
    return records;
  }

  private static Dump causedLater(Dump dump) {
    TopicRecord last = dump.all().getLast();
    return on(
        dump,
        isOf(Topic.TRANSITIONS),
        (_, early) ->
            dump.with(
                dump.all().stream()
                    .map(record ->
                        record.equals(early) ? Changed.with(record, "cause", last.at()) : record)
                    .toList()));
  }

  private static TopicRecord moved(TopicRecord record) {
    return record.withPartition((record.at().partition() + 1) % Broker.PARTITIONS);
  }

  private static Predicate<TopicRecord> isOf(Topic topic) {
    return record -> record.at().topic() == topic && !(record.message() instanceof Message.Marker);
  }

  private static boolean isNote(TopicRecord record) {
    return record.message() instanceof Message.Audit(Decision decision)
        && decision.disposition() == Disposition.LATE;
  }
}
