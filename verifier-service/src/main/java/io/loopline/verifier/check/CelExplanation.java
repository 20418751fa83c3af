package io.loopline.verifier.check;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers what parts of an expression gave and names the smallest part that made it false. One
 * instance per evaluation.
 */
final class CelExplanation implements CelEvaluationListener {
  private static final Set<String> COMPARISONS =
      Set.of("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_");

  private final Map<Long, Object> values = new HashMap<>();

  @Override
  public void callback(CelExpr expression, Object value) {
    values.put(expression.id(), value);
  }

  String whyFalse(CelAbstractSyntaxTree tree) {
    CelExpr culprit = culprit(tree.getExpr());
    String text =
        CelUnparserFactory.newUnparser()
            .unparse(CelAbstractSyntaxTree.newParsedAst(culprit, tree.getSource()));
    if (culprit.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && COMPARISONS.contains(culprit.call().function())) {
      return text
          + " is false: left "
          + values.get(culprit.call().args().get(0).id())
          + ", right "
          + values.get(culprit.call().args().get(1).id());
    }
    return text + " is false";
  }

  private CelExpr culprit(CelExpr expression) {
    if (expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && expression.call().function().equals("_&&_")) {
      for (CelExpr part : expression.call().args()) {
        if (Boolean.FALSE.equals(values.get(part.id()))) {
          return culprit(part);
        }
      }
    }
    return expression;
  }
}
