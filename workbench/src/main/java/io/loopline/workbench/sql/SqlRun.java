package io.loopline.workbench.sql;

import io.loopline.event.FailureKind;
import io.loopline.workbench.workspace.WorkspaceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One script in a database of its own. {@link #execute} runs on one thread; {@link #kill} and
 * {@link #watch} may come from others.
 */
final class SqlRun {
  private static final String RESULT = "\"loopline result\"";

  private final Path workspace;
  private final List<SqlStatement> script;
  private final SqlLimits limits;
  private final Object lock = new Object();
  private @Nullable Statement running; // guarded by lock
  private @Nullable String killedBy; // guarded by lock

  SqlRun(Path workspace, List<SqlStatement> script, SqlLimits limits) {
    this.workspace = workspace;
    this.script = script;
    this.limits = limits;
  }

  SqlOutcome execute() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String setting : settings()) {
        statement.execute(setting);
      }
      begin(statement);
      try {
        return all(statement);
      } finally {
        end();
      }
    } catch (SQLException e) {
      String limit = killedBy();
      return limit == null
          ? SqlErrors.classify(String.valueOf(e.getMessage()), workspace)
          : stopped(limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The order matters: directories first, then the lock, or the lock would lock them out. */
  private List<String> settings() {
    String directory = workspace.toString().replace("'", "''");
    return List.of(
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET allow_persistent_secrets = false",
        "SET TimeZone = 'UTC'",
        // one thread: the same script on the same files writes the same bytes
        "SET threads = 1",
        "SET memory_limit = '" + limits.memoryBytes() + " bytes'",
        "SET temp_directory = ''",
        "SET home_directory = '" + directory + "'",
        "SET allowed_directories = ['" + directory + "']",
        "SET enable_external_access = false",
        "SET lock_configuration = true");
  }

  private SqlOutcome all(Statement statement) throws SQLException, IOException {
    SqlOutcome.Rows result = new SqlOutcome.Rows(List.of(), List.of(), 0, false);
    for (SqlStatement next : script) {
      String limit = killedBy();
      if (limit != null) {
        return stopped(limit);
      }
      SqlOutcome.Rows rows = one(statement, next);
      if (!rows.columns().isEmpty()) {
        result = rows;
      }
    }
    watch();
    String limit = killedBy();
    return limit == null ? result : stopped(limit);
  }

  private SqlOutcome.Rows one(Statement statement, SqlStatement next) throws SQLException {
    String text = next.text();
    if (next.query()) {
      // a result of its own is not counted by the engine's memory limit; a table is
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE %s AS SELECT * FROM (\n%s\n) LIMIT %d"
              .formatted(RESULT, text, limits.maxRows() + 1L));
      text = "FROM " + RESULT;
    }
    if (!statement.execute(text)) {
      return new SqlOutcome.Rows(List.of(), List.of(), 0, false);
    }
    try (ResultSet rows = statement.getResultSet()) {
      return read(rows);
    }
  }

  private SqlOutcome.Rows read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
    }
    SqlValues values = new SqlValues(workspace);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean truncated = false;
    while (!truncated && result.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(values.convert(result.getObject(i)));
      }
      truncated = rows.size() == limits.maxRows() || values.bytes() > limits.maxResultBytes();
      if (!truncated) {
        rows.add(row);
      }
    }
    return new SqlOutcome.Rows(columns, rows, rows.size(), truncated);
  }

  /** Stops the script if the workspace has grown over its limit. */
  void watch() throws IOException {
    if (WorkspaceTree.sizeBytes(workspace) > limits.workspaceBytes()) {
      kill("workspace");
    }
  }

  /** Stops the script; may be called again and again, the first reason counts. */
  void kill(String limit) {
    synchronized (lock) {
      if (killedBy == null) {
        killedBy = limit;
      }
      if (running != null) {
        try {
          running.cancel();
        } catch (SQLException e) {
          throw new IllegalStateException("cancelling a running statement failed", e);
        }
      }
    }
  }

  @Nullable String killedBy() {
    synchronized (lock) {
      return killedBy;
    }
  }

  private void begin(Statement statement) {
    synchronized (lock) {
      running = statement;
    }
  }

  private void end() {
    synchronized (lock) {
      running = null;
    }
  }

  SqlOutcome.Failed stopped(String limit) {
    String message =
        switch (limit) {
          case "wall" -> "The script ran longer than " + limits.wall().toMillis() + " ms";
          case "workspace" -> "The workspace grew over " + limits.workspaceBytes() + " bytes";
          default -> "The script was stopped: " + limit;
        };
    return new SqlOutcome.Failed(FailureKind.LIMIT_EXCEEDED, message, limit);
  }
}
