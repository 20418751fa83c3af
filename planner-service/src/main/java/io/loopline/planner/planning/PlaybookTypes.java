package io.loopline.planner.planning;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Optional;

/**
 * The variables of a playbook and their fields, known when an expression is compiled, so that a
 * misspelt field is an error of the goal and not a surprise in iteration 7. {@link
 * PlaybookVariables} gives the values.
 */
final class PlaybookTypes implements CelTypeProvider {
  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  private static final StructType GOAL =
      struct("goal", ImmutableMap.of("objective", SimpleType.STRING, "constraints", TEXTS));
  private static final StructType VERDICT =
      struct(
          "verdict",
          ImmutableMap.of(
              "decision", SimpleType.STRING,
              "score", SimpleType.DOUBLE,
              "best_score", SimpleType.DOUBLE,
              "feedback", SimpleType.STRING,
              "iteration", SimpleType.INT));
  private static final StructType CHECK =
      struct(
          "check",
          ImmutableMap.of(
              "passed", SimpleType.BOOL,
              "score", SimpleType.DOUBLE,
              "expected", SimpleType.STRING,
              "found", SimpleType.STRING,
              "feedback", SimpleType.STRING,
              "required", SimpleType.BOOL));
  private static final StructType FAILURE =
      struct(
          "failure",
          ImmutableMap.of(
              "kind", SimpleType.STRING, "message", SimpleType.STRING, "details", TEXTS));
  private static final StructType OBSERVATION =
      struct(
          "observation",
          ImmutableMap.of(
              "ok", SimpleType.BOOL,
              "tool", SimpleType.STRING,
              "summary", SimpleType.STRING,
              "result", SimpleType.DYN,
              "failure", FAILURE));
  private static final StructType WORKSPACE =
      struct("workspace", ImmutableMap.of("sha256", SimpleType.STRING, "size", SimpleType.INT));

  private static final StructType STRATEGY =
      struct("strategy", ImmutableMap.of("level", SimpleType.INT, "shrink", SimpleType.BOOL));

  private static final List<StructType> STRUCTS =
      List.of(GOAL, VERDICT, CHECK, FAILURE, OBSERVATION, WORKSPACE, STRATEGY);

  private PlaybookTypes() {}

  static void install(CelBuilder builder) {
    builder
        .setTypeProvider(new PlaybookTypes())
        .addVar("goal", GOAL)
        .addVar("inputs", MapType.create(SimpleType.STRING, SimpleType.DYN))
        .addVar("verdict", VERDICT)
        .addVar("checks", MapType.create(SimpleType.STRING, CHECK))
        .addVar("observations", MapType.create(SimpleType.STRING, OBSERVATION))
        .addVar("workspace", WORKSPACE)
        .addVar("signals", TEXTS)
        .addVar("strategy", STRATEGY);
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(STRUCTS);
  }

  @Override
  public Optional<CelType> findType(String name) {
    return types().stream().filter(type -> type.name().equals(name)).findFirst();
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    // The prefix keeps type names apart from the variables of the same name.
    return StructType.create(
        "loopline." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }
}
