package io.loopline.executor.tool.sql;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.executor.tool.Isolation;
import io.loopline.executor.tool.Tool;
import io.loopline.executor.tool.ToolCall;
import io.loopline.executor.tool.ToolLimits;
import io.loopline.executor.tool.ToolOutcome;
import io.loopline.workbench.sql.LockedSql;
import io.loopline.workbench.sql.SqlLimits;
import io.loopline.workbench.sql.SqlOutcome;
import java.util.List;

/**
 * Runs a SQL script over the workspace. The result is {@code {columns, rows, row_count, truncated}}
 * of the last query.
 */
public final class SqlTool implements Tool {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_ROWS = 10_000;

  private final LockedSql sql;

  /** The caller closes the engine, after the last run. */
  public SqlTool(LockedSql sql) {
    this.sql = requireNonNull(sql, "sql is null");
  }

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public Isolation isolation() {
    return Isolation.IN_PROCESS;
  }

  @Override
  public ToolOutcome run(ToolCall call) {
    String script = call.arguments().required("script").textValue();
    return switch (sql.run(call.workspace(), script, limits(call.limits()), call.paths()::denies)) {
      case SqlOutcome.Rows rows -> new ToolOutcome.Done(text(rows), result(rows));
      case SqlOutcome.Failed failed ->
          new ToolOutcome.Failed(failed.kind(), failed.message(), List.of(), failed.killedBy());
    };
  }

  private static SqlLimits limits(ToolLimits limits) {
    return new SqlLimits(
        limits.wall(),
        limits.memoryBytes(),
        limits.workspaceBytes(),
        MAX_ROWS,
        limits.outputBytes());
  }

  private static ObjectNode result(SqlOutcome.Rows rows) {
    ObjectNode result = JSON.createObjectNode();
    result.set("columns", JSON.valueToTree(rows.columns()));
    result.set("rows", JSON.valueToTree(rows.rows()));
    result.put("row_count", rows.rowCount());
    result.put("truncated", rows.truncated());
    return result;
  }

  private static String text(SqlOutcome.Rows rows) {
    if (rows.columns().isEmpty()) {
      return "done, no rows";
    }
    StringBuilder text = new StringBuilder();
    text.append(rows.rowCount()).append(rows.truncated() ? " rows and more" : " rows").append('\n');
    text.append(String.join(" | ", rows.columns()));
    for (List<?> row : rows.rows()) {
      text.append('\n').append(JSON.valueToTree(row).toString());
    }
    return text.toString();
  }
}
