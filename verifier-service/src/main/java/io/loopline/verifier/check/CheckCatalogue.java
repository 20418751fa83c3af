package io.loopline.verifier.check;

import io.loopline.event.CheckKind;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sql.LockedSql;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The kinds of checks this verifier can run. Immutable; safe for all threads. */
public final class CheckCatalogue {
  private final Map<CheckKind, WorkspaceCheck> checks;

  private CheckCatalogue(Map<CheckKind, WorkspaceCheck> checks) {
    this.checks = checks;
  }

  /** All deterministic checks that need no network. */
  public static CheckCatalogue of(LockedSql sql, Sandbox sandbox) {
    Map<CheckKind, WorkspaceCheck> checks = new EnumMap<>(CheckKind.class);
    checks.put(CheckKind.JSON_SCHEMA, new JsonSchemaCheck());
    checks.put(CheckKind.CEL, new CelCheck());
    checks.put(CheckKind.REGEX, new RegexCheck());
    checks.put(CheckKind.FILE_EXISTS, new FileExistsCheck());
    checks.put(CheckKind.FILE_MATCHES, new FileMatchesCheck());
    checks.put(CheckKind.SQL, new SqlCheck(sql));
    checks.put(CheckKind.COMMAND, new CommandCheck(sandbox));
    return new CheckCatalogue(checks);
  }

  /** The check of a kind; empty when this verifier cannot run it. */
  public Optional<WorkspaceCheck> find(CheckKind kind) {
    return Optional.ofNullable(checks.get(kind));
  }
}
