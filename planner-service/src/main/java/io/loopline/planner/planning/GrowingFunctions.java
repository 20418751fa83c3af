package io.loopline.planner.planning;

import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_DOUBLE;
import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_DURATION_DURATION;
import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_DURATION_TIMESTAMP;
import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_INT64;
import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_TIMESTAMP_DURATION;
import static dev.cel.runtime.standard.AddOperator.AddOverload.ADD_UINT64;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The functions whose result is larger than their arguments, each under {@link GrowthLimit}. */
final class GrowingFunctions {
  private static final List<AddOverload> ARITHMETIC =
      List.of(
          ADD_INT64,
          ADD_UINT64,
          ADD_DOUBLE,
          ADD_TIMESTAMP_DURATION,
          ADD_DURATION_TIMESTAMP,
          ADD_DURATION_DURATION);

  private GrowingFunctions() {}

  static void install(CelBuilder builder, CelOptions options) {
    builder
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> !(overload instanceof AddOverload))
                .build())
        .addFunctionBindings(CelFunctionBinding.fromOverloads("_+_", additions(options)))
        .addFunctionDeclarations(join(), replace())
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "join",
                CelFunctionBinding.from(
                    "list_join_string", Collection.class, String.class, GrowingFunctions::joined)))
        .addFunctionBindings(
            CelFunctionBinding.fromOverloads(
                "replace",
                CelFunctionBinding.from(
                    "string_replace_string_string",
                    List.of(String.class, String.class, String.class),
                    (CelFunctionOverload) GrowingFunctions::replaced)));
  }

  private static List<CelFunctionBinding> additions(CelOptions options) {
    RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
    List<CelFunctionBinding> bindings = new ArrayList<>();
    for (AddOverload overload : ARITHMETIC) {
      bindings.add(overload.newFunctionBinding(options, equality));
    }
    bindings.add(
        CelFunctionBinding.from(
            "add_string", String.class, String.class, GrowingFunctions::concatenated));
    bindings.add(
        CelFunctionBinding.from(
            "add_list", Collection.class, Collection.class, GrowingFunctions::appended));
    return bindings;
  }

  private static CelFunctionDecl join() {
    return CelFunctionDecl.newFunctionDeclaration(
        "join",
        CelOverloadDecl.newMemberOverload(
            "list_join_string",
            SimpleType.STRING,
            ListType.create(SimpleType.STRING),
            SimpleType.STRING));
  }

  private static CelFunctionDecl replace() {
    return CelFunctionDecl.newFunctionDeclaration(
        "replace",
        CelOverloadDecl.newMemberOverload(
            "string_replace_string_string",
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING));
  }

  private static String concatenated(String left, String right) {
    GrowthLimit.charge((long) left.length() + right.length());
    return left + right;
  }

  private static List<Object> appended(Collection<?> left, Collection<?> right) {
    GrowthLimit.charge((long) left.size() + right.size());
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  private static String joined(Collection<?> elements, String separator) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof String text)) {
        throw new CelInvalidArgumentException(
            new IllegalArgumentException("join works on texts; convert elements with string()"));
      }
      GrowthLimit.charge((long) text.length() + separator.length());
      texts.add(text);
    }
    return String.join(separator, texts);
  }

  private static String replaced(Object[] arguments) {
    String text = (String) arguments[0];
    String from = (String) arguments[1];
    String to = (String) arguments[2];
    if (from.isEmpty()) {
      throw new CelInvalidArgumentException(
          new IllegalArgumentException("replace needs a text to look for, not an empty one"));
    }
    long found = 0;
    for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length())) {
      found++;
    }
    GrowthLimit.charge(text.length() + found * to.length());
    return text.replace(from, to);
  }
}
