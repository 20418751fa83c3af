package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.workbench.sql.SqlOutcome;
import java.util.Comparator;
import java.util.Optional;

/** Result rows as JSON, to compare and to show. */
final class SqlRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 5;

  /** Numbers are equal by value (1 and 1.0); everything else as JSON is. */
  private static final Comparator<JsonNode> BY_VALUE =
      (left, right) -> {
        if (left.isNumber() && right.isNumber() && isFinite(left) && isFinite(right)) {
          return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
      };

  private SqlRows() {}

  static JsonNode json(SqlOutcome.Rows found) {
    return JSON.valueToTree(found.rows());
  }

  /** The value of a single row of a single column; empty for any other shape. */
  static Optional<JsonNode> scalar(SqlOutcome.Rows found) {
    JsonNode rows = json(found);
    return rows.size() == 1 && rows.get(0).size() == 1
        ? Optional.of(rows.get(0).get(0))
        : Optional.empty();
  }

  static boolean equal(JsonNode wanted, JsonNode found) {
    return wanted.equals(BY_VALUE, found);
  }

  /** Count, columns and the first rows. */
  static String words(SqlOutcome.Rows found) {
    if (found.rows().isEmpty()) {
      return "no rows";
    }
    StringBuilder words = new StringBuilder();
    words.append(found.truncated() ? "more than " : "").append(found.rowCount());
    words.append(found.rowCount() == 1 ? " row " : " rows ").append(found.columns()).append(':');
    JsonNode rows = json(found);
    for (int i = 0; i < Math.min(SHOWN, rows.size()); i++) {
      words.append(' ').append(rows.get(i));
    }
    return words.append(rows.size() > SHOWN ? " …" : "").toString();
  }

  private static boolean isFinite(JsonNode number) {
    return !number.isFloatingPointNumber() || Double.isFinite(number.doubleValue());
  }
}
