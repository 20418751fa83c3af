package io.loopline.loopctl.goal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.codec.goal.GoalEnvelope;
import io.loopline.codec.goal.GoalResolutions;
import io.loopline.codec.goal.Projections;
import io.loopline.event.Goal;
import io.loopline.event.GoalResolution;
import io.loopline.event.Producer;
import io.loopline.event.Projection;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.model.catalogue.GoalModels;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Settings;
import io.loopline.workbench.artifact.DirectoryArtifactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loop estimate FILE}: what a goal's models may take, before it is submitted. */
@Command(
    name = "estimate",
    description = {
      "Estimates tokens and cost of the models that plan and judge for a goal file: the least,",
      "the expected and the worst case, from its window, budgets and the price catalogue.",
      "Nothing is submitted and no model is asked."
    })
public final class EstimateCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "FILE", description = "Goal file, YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--models",
      paramLabel = "FILE",
      description = "More models and profiles, as loopline.models.file of the services names.")
  private @Nullable Path models;

  @Override
  public Integer call() {
    Goal goal = goal();
    GoalModels known = new GoalModels(catalogue());
    List<String> errors = known.errors(goal);
    if (!errors.isEmpty()) {
      throw new CliFailure(ExitCode.BAD_INPUT, file + ": " + String.join("; ", errors));
    }
    GoalResolution resolution =
        known.withRoom(
            goal, GoalResolutions.of(goal, known.priceOf(goal), known.judgesOf(goal), List.of()));
    Projection projection = Projections.of(goal, resolution.getModel(), resolution.getJudge());
    if (connection.json()) {
      connection.out().println(json(projection));
    } else {
      words(projection).forEach(connection.out()::println);
    }
    connection.out().flush();
    return ExitCode.OK;
  }

  private ModelCatalogue catalogue() {
    try {
      return ModelCatalogue.from(
          Settings.of(
              models == null ? Map.of() : Map.of("loopline.models.file", models.toString()),
              Map.of()));
    } catch (InvalidConfiguration invalid) {
      throw new CliFailure(ExitCode.BAD_INPUT, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  /** Reads the file as submit does; what it names is stored where nobody looks. */
  private Goal goal() {
    try {
      Path store = Files.createTempDirectory("loop-estimate-");
      try {
        GoalEnvelope envelope =
            new GoalEnvelope("estimate", Instant.EPOCH, new Producer("loopctl", "estimate", ""));
        return switch (new GoalFiles(new DirectoryArtifactStore(store))
            .read(file, envelope, "estimate")) {
          case GoalReading.Valid(Goal goal) -> goal;
          case GoalReading.Invalid(List<GoalError> errors) ->
              throw new CliFailure(
                  ExitCode.BAD_INPUT,
                  String.join("\n", errors.stream().map(GoalError::text).toList()));
        };
      } finally {
        delete(store);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use a temporary directory", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static List<String> words(@Nullable Projection projection) {
    if (projection == null) {
      return List.of("no model plans or judges for this goal: 0 tokens, 0 USD");
    }
    return List.of(
        "           tokens     cost USD",
        line("least", projection.getLowTokens(), projection.getLowCostMicroUsd()),
        line("expected", projection.getExpectedTokens(), projection.getExpectedCostMicroUsd()),
        line("worst", projection.getWorstTokens(), projection.getWorstCostMicroUsd()));
  }

  private static String line(String name, long tokens, long cost) {
    return "%-9s %,7d   %10s".formatted(name, tokens, usd(cost));
  }

  private static String usd(long microUsd) {
    return BigDecimal.valueOf(microUsd, 6).toPlainString();
  }

  private static ObjectNode json(@Nullable Projection projection) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (projection == null) {
      return node.put("low_tokens", 0).put("expected_tokens", 0).put("worst_tokens", 0);
    }
    return node.put("low_tokens", projection.getLowTokens())
        .put("expected_tokens", projection.getExpectedTokens())
        .put("worst_tokens", projection.getWorstTokens())
        .put("low_cost_micro_usd", projection.getLowCostMicroUsd())
        .put("expected_cost_micro_usd", projection.getExpectedCostMicroUsd())
        .put("worst_cost_micro_usd", projection.getWorstCostMicroUsd());
  }
}
