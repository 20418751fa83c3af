package io.loopline.codec;

import io.loopline.core.ContextKind;
import io.loopline.core.Effect;
import io.loopline.event.ActionSpec;
import io.loopline.event.CommandKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.Failure;
import io.loopline.event.LoopInput;
import io.loopline.event.Observation;
import io.loopline.event.ObservationView;
import io.loopline.event.Plan;
import io.loopline.event.PlanResult;
import io.loopline.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Content of context window rows, made from the answer or command that caused them. */
public final class ContextRows {
  /** Characters per token, a deterministic estimate. */
  static final int CHARACTERS_PER_TOKEN = 4;

  private static final int MAX_SEARCHES = 3;
  private static final int MAX_SEARCH_LENGTH = 300;

  private ContextRows() {}

  /** The row for an answer or a command. */
  public static ContextEntry row(
      SpecificRecord answer, long sequence, ContextKind kind, int iteration) {
    ContextEntry.Builder row =
        ContextEntry.newBuilder()
            .setSequence(sequence)
            .setKind(Symbols.translate(kind, io.loopline.event.ContextKind.class))
            .setIteration(iteration)
            .setReceipts(List.of());
    switch (answer) {
      case PlanResult plan when plan.getPlan() != null ->
          row.setPlan(plan.getPlan()).setSearches(searches(plan.getSearches()));
      case PlanResult plan -> row.setText(repair(plan.getFailure()));
      case Observation observation -> row.setObservation(observation.getView());
      case LoopInput input -> command(input, row);
      case Verdict verdict -> row.setVerdict(verdict.getView()).setReceipts(verdict.getReceipts());
      default ->
          throw new IllegalArgumentException(
              "bug: no context row is made of " + answer.getSchema().getName());
    }
    return row.build();
  }

  /** The row for an observation that the controller makes itself. */
  public static ContextEntry row(Effect.AppendObservation effect, ActionSpec action) {
    ObservationView view =
        ObservationView.newBuilder()
            .setIteration(effect.request().iteration())
            .setIndex(effect.request().index())
            .setName(action.getName())
            .setTool(action.getTool())
            .setOk(effect.failure() == null)
            .setFailure(FailureCodec.encode(effect.failure()))
            .setSummary(effect.summary())
            .setResultJson(ChildReports.json(effect.children()))
            .setWorkspace(WorkspaceCodec.encode(effect.workspace()))
            .build();
    return ContextEntry.newBuilder()
        .setSequence(effect.sequence())
        .setKind(io.loopline.event.ContextKind.OBSERVATION)
        .setIteration(effect.request().iteration())
        .setObservation(view)
        .setReceipts(List.of())
        .build();
  }

  /** The row for words of the machine's own. */
  public static ContextEntry note(Effect.AppendNote note) {
    return ContextEntry.newBuilder()
        .setSequence(note.sequence())
        .setKind(Symbols.translate(note.kind(), io.loopline.event.ContextKind.class))
        .setIteration(note.iteration())
        .setText(note.text())
        .setReceipts(List.of())
        .build();
  }

  private static void command(LoopInput input, ContextEntry.Builder row) {
    if (input.getCommand().getKind() == CommandKind.EDIT) {
      row.setPlan(input.getPlan());
    } else {
      row.setText(CommandText.of(input.getCommand()));
    }
  }

  /** As many as a planner's answer may have; a worker's word is not taken for it. */
  private static List<String> searches(List<String> asked) {
    return asked.stream()
        .filter(query -> query.length() <= MAX_SEARCH_LENGTH)
        .limit(MAX_SEARCHES)
        .toList();
  }

  static String repair(Failure failure) {
    List<String> lines = new ArrayList<>();
    lines.add(failure.getMessage());
    lines.addAll(failure.getDetails());
    return String.join("\n", lines);
  }

  /** Estimated tokens of a plan in the window. */
  static int tokens(Plan plan) {
    return tokens(
        plan.getRationale().length()
            + plan.getActions().stream()
                .mapToInt(action -> action.getArgumentsJson().length())
                .sum());
  }

  /** Estimated tokens of what an answer adds to the window. */
  static int tokens(int characters) {
    return characters / CHARACTERS_PER_TOKEN + 1;
  }
}
