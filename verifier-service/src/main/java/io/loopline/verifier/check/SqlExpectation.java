package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopline.workbench.sql.SqlOutcome;
import java.math.BigDecimal;
import java.util.Optional;

/** What an {@code sql} check wants of its query. */
sealed interface SqlExpectation {
  /** No row at all: the query looks for violations. */
  record Empty() implements SqlExpectation {}

  /** Exactly these rows in this order. */
  record Rows(JsonNode rows) implements SqlExpectation {}

  /** One row of one column with this value. */
  record Scalar(JsonNode value) implements SqlExpectation {}

  /** One row of one column with a number within the bounds; an empty bound is open. */
  record Between(Optional<BigDecimal> min, Optional<BigDecimal> max) implements SqlExpectation {}

  /**
   * Reads {@code "empty"}, {@code {rows: [[…]]}}, {@code {scalar: value}} or {@code {min: n, max:
   * n}}.
   */
  static SqlExpectation of(JsonNode expect) throws BrokenCheck {
    if (expect.isTextual() && expect.textValue().equals("empty")) {
      return new Empty();
    }
    if (expect.size() == 1 && expect.path("rows").isArray()) {
      return new Rows(expect.get("rows"));
    }
    if (expect.size() == 1 && expect.has("scalar")) {
      return new Scalar(expect.get("scalar"));
    }
    if (expect.isObject() && (expect.has("min") || expect.has("max"))) {
      Settings bounds = Settings.of(expect, "min", "max");
      return new Between(number(bounds, "min"), number(bounds, "max"));
    }
    throw new BrokenCheck(
        "setting 'expect' is neither \"empty\" nor {rows}, {scalar} or {min, max}: " + expect);
  }

  /** Whether the rows are as wanted; rows that were cut off never are. */
  default boolean holds(SqlOutcome.Rows found) {
    return !found.truncated()
        && switch (this) {
          case Empty() -> found.rows().isEmpty();
          case Rows(JsonNode rows) -> SqlRows.equal(rows, SqlRows.json(found));
          case Scalar(JsonNode value) ->
              SqlRows.scalar(found).map(node -> SqlRows.equal(value, node)).orElse(false);
          case Between(Optional<BigDecimal> min, Optional<BigDecimal> max) ->
              SqlRows.scalar(found)
                  .filter(JsonNode::isNumber)
                  .map(JsonNode::decimalValue)
                  .filter(number -> min.isEmpty() || number.compareTo(min.get()) >= 0)
                  .filter(number -> max.isEmpty() || number.compareTo(max.get()) <= 0)
                  .isPresent();
        };
  }

  /** The expectation in words. */
  default String words() {
    return switch (this) {
      case Empty() -> "no rows";
      case Rows(JsonNode rows) -> "rows " + rows;
      case Scalar(JsonNode value) -> "the value " + value;
      case Between(Optional<BigDecimal> min, Optional<BigDecimal> max) ->
          "a number"
              + min.map(bound -> " from " + bound.toPlainString()).orElse("")
              + max.map(bound -> " up to " + bound.toPlainString()).orElse("");
    };
  }

  private static Optional<BigDecimal> number(Settings bounds, String name) throws BrokenCheck {
    Optional<JsonNode> value = bounds.optional(name);
    if (value.isPresent() && !value.get().isNumber()) {
      throw new BrokenCheck("'" + name + "' is not a number: " + value.get());
    }
    return value.map(JsonNode::decimalValue);
  }
}
