package io.loopline.workbench.sql;

import static java.util.Objects.requireNonNull;

import io.loopline.event.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script came to. */
public sealed interface SqlOutcome {

  /**
   * The script ran to its end.
   *
   * @param columns names of the last query's columns; empty if no statement gave rows
   * @param rows the last query's rows; values are null, Boolean, Number, String, List or Map
   * @param rowCount rows kept
   * @param truncated whether the query had more rows than were kept
   */
  record Rows(
      List<String> columns, List<List<@Nullable Object>> rows, long rowCount, boolean truncated)
      implements SqlOutcome {
    public Rows {
      columns = List.copyOf(columns);
      // not List.copyOf: SQL values may be null
      rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
  }

  /**
   * The script was refused, stopped or failed.
   *
   * @param kind DENIED, LIMIT_EXCEEDED, TOOL_FAILED or TRANSIENT
   * @param killedBy name of the limit that stopped it: wall, memory, workspace; null if none did
   */
  record Failed(FailureKind kind, String message, @Nullable String killedBy) implements SqlOutcome {
    public Failed {
      requireNonNull(kind, "kind is null");
      requireNonNull(message, "message is null");
    }
  }
}
