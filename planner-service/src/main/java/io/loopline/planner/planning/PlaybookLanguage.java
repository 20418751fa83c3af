package io.loopline.planner.planning;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Map;
import java.util.Optional;

/** The CEL of playbooks: its variables, functions and limits. docs/playbook.md describes it. */
final class PlaybookLanguage {
  /** Steps of all loops of one evaluation together. */
  static final int MAX_ITERATIONS = 1_000;

  /** Characters of one expression. */
  static final int MAX_EXPRESSION_LENGTH = 8_192;

  private PlaybookLanguage() {}

  static Cel environment() {
    CelOptions options =
        CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_EXPRESSION_LENGTH)
            .maxParseRecursionDepth(100)
            .maxRegexProgramSize(1_000)
            .build();
    // None of these builds a text longer than the one it gets.
    CelStringExtensions texts =
        CelExtensions.strings(
            Function.CHAR_AT,
            Function.INDEX_OF,
            Function.LAST_INDEX_OF,
            Function.LOWER_ASCII,
            Function.SUBSTRING,
            Function.TRIM,
            Function.UPPER_ASCII);
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(texts)
            .addRuntimeLibraries(texts);
    PlaybookTypes.install(builder);
    GrowingFunctions.install(builder, options);
    installFailed(builder);
    return builder.build();
  }

  /** {@code failed(name)} reads the variable checks: a macro adds it as the first argument. */
  private static void installFailed(CelBuilder builder) {
    builder
        .addMacros(
            CelMacro.newGlobalMacro(
                "failed",
                1,
                (factory, target, arguments) ->
                    Optional.of(
                        factory.newGlobalCall(
                            "failed", factory.newIdentifier("checks"), arguments.get(0)))))
        .addFunctionDeclarations(
            CelFunctionDecl.newFunctionDeclaration(
                "failed",
                CelOverloadDecl.newGlobalOverload(
                    "failed_map_string",
                    SimpleType.BOOL,
                    MapType.create(SimpleType.STRING, SimpleType.DYN),
                    SimpleType.STRING)))
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "failed",
                CelFunctionBinding.from(
                    "failed_map_string", Map.class, String.class, PlaybookLanguage::failed)));
  }

  private static boolean failed(Map<?, ?> checks, String name) {
    return checks.get(name) instanceof Map<?, ?> check && Boolean.FALSE.equals(check.get("passed"));
  }
}
