package io.loopline.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.executor.tool.Toolbox;
import io.loopline.executor.tool.noop.NoopTool;
import io.loopline.tool.ToolContracts;
import io.loopline.workbench.sql.LockedSql;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorWorkerTest {
  @Test
  void shouldHaveExactlyTheToolsThatHaveContracts() {
    try (LockedSql sql = new LockedSql(1)) {
      assertThat(ExecutorWorker.toolbox(sql).names()).isEqualTo(ToolContracts.bundled().keySet());
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
