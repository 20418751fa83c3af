package io.loopline.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolContractsTest {

  @Test
  void shouldBundleTheToolsOfTheExecutor() {
    // When
    Map<String, ToolContract> contracts = ToolContracts.bundled();

    // Then
    assertThat(contracts)
        .containsOnlyKeys(
            "loop.fanout", "loop.spawn", "noop", "outbox", "process", "sql", "workspace");
    assertThat(contracts.values())
        .allSatisfy(contract -> {
          assertThat(contracts.get(contract.name())).isEqualTo(contract);
          assertThat(contract.description()).isNotBlank();
        });
    assertThat(contracts.values().stream().filter(each -> each.effect() != EffectClass.PURE))
        .extracting(ToolContract::name, ToolContract::effect)
        .containsExactly(
            tuple("loop.fanout", EffectClass.IDEMPOTENT),
            tuple("loop.spawn", EffectClass.IDEMPOTENT),
            tuple("outbox", EffectClass.ONCE));
    assertThat(contracts.values().stream().filter(ToolContract::isControllers))
        .extracting(ToolContract::name)
        .containsExactly("loop.fanout", "loop.spawn");
  }

  @Test
  void shouldDescribeArgumentsAsAnObjectSchema() throws Exception {
    for (ToolContract contract : ToolContracts.bundled().values()) {
      // When
      JsonNode schema = new ObjectMapper().readTree(contract.inputSchemaJson());

      // Then
      assertThat(schema.path("type").asText()).as(contract.name()).isEqualTo("object");
      assertThat(schema.path("$schema").asText()).as(contract.name()).contains("2020-12");
    }
  }

  @Test
  void shouldRefuseANameThatIsNoToolName() {
    assertThatThrownBy(() -> new ToolContract("Rm -rf", "", EffectClass.ONCE, "{}"))
        .hasMessage("not a tool name: Rm -rf");
  }
}
