package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.executor.tool.Toolbox;
import io.loopline.executor.tool.noop.NoopTool;
import io.loopline.executor.tool.outbox.OutboxTool;
import io.loopline.tool.ToolContract;
import io.loopline.tool.ToolContracts;
import io.loopline.workbench.sandbox.Sandbox;
import io.loopline.workbench.sandbox.SandboxSettings;
import io.loopline.workbench.sql.LockedSql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorWorkerTest {
  @Test
  void shouldHaveExactlyTheToolsThatHaveContracts(@TempDir Path directory) throws IOException {
    Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, directory, 1);
    try (LockedSql sql = new LockedSql(1)) {
      assertThat(ExecutorWorker.toolbox(sql, sandbox, new OutboxTool(directory)).names())
          .containsExactlyElementsOf(
              ToolContracts.bundled().values().stream()
                  .filter(contract -> !contract.isControllers())
                  .map(ToolContract::name)
                  .toList());
    }
  }

  @Test
  void shouldRefuseAToolWithoutAContract() {
    assertThatThrownBy(() -> new Toolbox(Map.of(), List.of(new NoopTool())))
        .hasMessage("tool noop has no contract");
  }

  @Test
  void shouldRefuseTwoToolsOfOneName() {
    assertThatThrownBy(
            () -> new Toolbox(ToolContracts.bundled(), List.of(new NoopTool(), new NoopTool())))
        .hasMessage("two tools are named noop");
  }
}
