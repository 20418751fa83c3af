package io.loopline.verifier.judge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.event.FailureKind;
import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelCaps;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.prompt.JudgeSettings;
import io.loopline.verifier.check.CheckOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges workspace files by criteria: the model is asked several times, and for each criterion the
 * majority decides. It is asked no more often than the majority needs. Safe for many threads.
 */
public final class Judge {
  /** Changes whenever the same answers may be judged otherwise. */
  public static final String VERSION = "1";

  private final LanguageModel models;
  private final InstantSource clock;

  /**
   * @param clock when the time limit of a check is over
   */
  public Judge(LanguageModel models, InstantSource clock) {
    this.models = requireNonNull(models, "models is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Judges.
   *
   * @param settings of the check
   * @param objective what the loop is for
   * @param root directory of the restored workspace
   * @param paths its files
   * @param caps what all samples together may use
   * @param limit time that all samples together may take
   * @param deadline when a judgement is of no use any more
   * @throws InterruptedException when the service stops
   */
  public JudgeOutcome judge(
      JsonNode settings,
      String objective,
      Path root,
      Collection<String> paths,
      ModelCaps caps,
      Duration limit,
      Instant deadline)
      throws InterruptedException, IOException {
    JudgeSettings read = JudgeSettings.of(settings);
    if (read.criteria().isEmpty() || read.profile().isBlank() || read.samples() < 1) {
      // goals are validated, but nothing may pass because nothing was asked
      return new JudgeOutcome.Judged(
          CheckOutcome.error("criteria that a model judges", "malformed settings: " + settings),
          ModelUsage.NONE);
    }
    Instant over = clock.instant().plus(limit);
    Instant end = over.isBefore(deadline) ? over : deadline;
    ShownFiles files = ShownFiles.of(root, paths, read);
    Tally tally = new Tally(read.criteria().size(), read.samples());
    ModelUsage used = ModelUsage.NONE;
    for (int left = read.samples(); left > 0 && !tally.isDecided(); left--) {
      ModelCall call =
          new ModelCall(
              read.profile(),
              JudgePrompt.of(objective, read, files),
              JudgePrompt.ANSWER,
              share(caps, used, left),
              0,
              0,
              end);
      switch (models.ask(call)) {
        case ModelOutcome.Answered answered -> {
          used = used.plus(answered.usage());
          tally.add(JudgeAnswer.votes(answered.text(), read.criteria().size(), files));
        }
        case ModelOutcome.Failed failed -> {
          used = used.plus(failed.usage());
          if (failed.failure().getKind() != FailureKind.INVALID_OUTPUT) {
            return new JudgeOutcome.NotJudged(failed.failure(), used);
          }
          // a refusal or an empty answer is an answer: it does not say that anything is met
          tally.add(
              JudgeAnswer.votes(failed.failure().getMessage(), read.criteria().size(), files));
        }
      }
    }
    return new JudgeOutcome.Judged(outcome(read, tally), used);
  }

  /** What is left, in equal parts for the samples that are left. */
  private static ModelCaps share(ModelCaps caps, ModelUsage used, int samplesLeft) {
    return new ModelCaps(
        Math.max(0, caps.inputTokens() - used.inputTokens()) / samplesLeft,
        Math.max(0, caps.outputTokens() - used.outputTokens()) / samplesLeft,
        Math.max(0, caps.costMicroUsd() - used.costMicroUsd()) / samplesLeft);
  }

  private static CheckOutcome outcome(JudgeSettings settings, Tally tally) {
    int criteria = settings.criteria().size();
    List<Integer> open =
        IntStream.range(0, criteria).filter(each -> !tally.isMet(each)).boxed().toList();
    String expected =
        "%d of %d criteria met, by the majority of %d samples of profile %s"
            .formatted(criteria, criteria, settings.samples(), settings.profile());
    String votes =
        IntStream.range(0, criteria)
            .mapToObj(each -> (each + 1) + ": " + tally.votesFor(each) + " of " + tally.samples())
            .collect(Collectors.joining(", "));
    if (open.isEmpty()) {
      return new CheckOutcome(true, 1, expected, "all met (votes " + votes + ")", "");
    }
    List<String> lines = new ArrayList<>();
    for (int each : open) {
      lines.add(
          "not met: %s (%s)".formatted(settings.criteria().get(each), tally.reasonAgainst(each)));
    }
    return new CheckOutcome(
        false,
        (criteria - open.size()) / (double) criteria,
        expected,
        "%d met (votes %s)".formatted(criteria - open.size(), votes),
        String.join("\n", lines));
  }
}
