package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Registers the value schema of every topic, and that later ones must be compatible both ways with
 * all before.
 */
public final class SchemaProvisioning {
  private static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final SchemaRegistry registry;

  public SchemaProvisioning(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * Doing it again changes nothing.
   *
   * @return schema ids by subject
   * @throws CliFailure when the registry does not answer or refuses a schema
   */
  public Map<String, Integer> apply() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (LoopTopic<?> topic : LoopTopics.all()) {
      try {
        ids.put(
            topic.subject(), registry.register(topic.subject(), ContractSchema.of(topic.type())));
        registry.setCompatibility(topic.subject(), COMPATIBILITY);
      } catch (SerializationException failure) {
        throw new CliFailure(
            ExitCode.NOT_REACHABLE,
            "the registry did not take the schema of %s: %s"
                .formatted(topic.name(), failure.getMessage()),
            failure);
      }
    }
    return ids;
  }
}
