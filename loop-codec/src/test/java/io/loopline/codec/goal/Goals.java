package io.loopline.codec.goal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.ArtifactRef;
import io.loopline.event.Goal;
import io.loopline.event.Producer;
import java.time.Instant;

/** Goals for tests: a valid one, and ways to bend it. */
final class Goals {
  static final String VALID =
      """
      {
        "id": "loop-1",
        "objective": "write hello",
        "inputs": [
          {"name": "limits", "value": {"low": 1, "high": 2}},
          {"name": "orders", "file": "data/orders.csv", "path": "orders.csv"}
        ],
        "constraints": ["be brief"],
        "policy": {"allowed_tools": ["workspace", "sql"]},
        "planner": {
          "kind": "playbook",
          "playbook": [
            {
              "name": "write",
              "when": "verdict == null",
              "rationale": "the file is missing",
              "actions": [
                {
                  "name": "write-hello",
                  "tool": "workspace",
                  "arguments": {"operation": "write", "path": "hello.txt", "content": "hello"}
                }
              ]
            }
          ]
        },
        "checks": [
          {"name": "written", "kind": "file_exists", "path": "hello.txt", "timeout": "5s"},
          {"name": "counted", "kind": "sql", "query": "SELECT 1", "expect": {"scalar": 1},
           "required": false, "weight": 0.5}
        ],
        "budgets": {"iterations": 4, "cost_usd": 0.25, "wall_clock": "5m"},
        "retry": {"initial_interval": "100ms", "non_retryable": ["denied"]},
        "timeouts": {"plan": "10s", "verify": "1m"},
        "labels": {"team": "data", "stage": "test"},
        "requested_by": "tester"
      }
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Goals() {}

  static ObjectNode valid() {
    return (ObjectNode) json(VALID);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Goal event(JsonNode document) {
    GoalEnvelope envelope =
        new GoalEnvelope(
            "event-1",
            Instant.ofEpochMilli(1_000),
            Producer.newBuilder().setService("test").setInstance("test-1").setVersion("1").build());
    return GoalRecord.of(document, envelope, "made-up", _ -> artifact());
  }

  private static ArtifactRef artifact() {
    return ArtifactRef.newBuilder().setSha256("ab".repeat(32)).setSizeBytes(10).build();
  }
}
