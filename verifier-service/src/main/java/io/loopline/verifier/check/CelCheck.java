package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * {@code cel}: {@code {expression}}, true over {@code files} (path to size, sha256 and, for small
 * text files, text), {@code json} (path to parsed .json file up to 1 MiB), {@code inputs} and
 * {@code observations}. The last holds what the executor claims: the engine restores and hashes the
 * files itself, but it cannot make a claim true.
 */
public final class CelCheck implements WorkspaceCheck {
  private static final int MAX_ITERATIONS = 1_000_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(10_000)
          .maxRegexProgramSize(10_000)
          .enableHeterogeneousNumericComparisons(true)
          .populateMacroCalls(true)
          .build();

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  public CelCheck() {
    MapType values = MapType.create(SimpleType.STRING, SimpleType.DYN);
    this.compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math())
            .addVar("files", values)
            .addVar("json", values)
            .addVar("inputs", values)
            .addVar("observations", values)
            .build();
    this.runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math())
            .build();
  }

  @Override
  public String kind() {
    return "cel";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    String expression = Settings.of(settings, "expression").text("expression");
    CelAbstractSyntaxTree tree = compile(expression);
    CelExplanation explanation = new CelExplanation();
    Object value;
    try {
      value = runtime.createProgram(tree).trace(CelVariables.of(judged), explanation);
    } catch (CelEvaluationException failed) {
      return CheckOutcome.error(expression, String.valueOf(failed.getMessage()));
    }
    return switch (value) {
      case Boolean truth when truth -> CheckOutcome.pass(expression, "true");
      case Boolean _ -> CheckOutcome.fail(expression, explanation.whyFalse(tree));
      default ->
          CheckOutcome.error(expression, "the expression gives " + value + ", not true or false");
    };
  }

  private CelAbstractSyntaxTree compile(String expression) throws BrokenCheck {
    try {
      return compiler.compile(expression).getAst();
    } catch (CelValidationException invalid) {
      throw new BrokenCheck("not a valid expression: " + invalid.getMessage());
    }
  }
}
