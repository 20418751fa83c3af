package io.loopline.loopctl.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.SchemaRegistry;
import io.loopline.topic.LoopTopics;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loop topics}. */
@Command(
    name = "topics",
    description = "Provision topics and schemas.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TopicsCommand.Apply.class)
public final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the topics: apply");
  }

  /** {@code loop topics apply}. */
  @Command(
      name = "apply",
      description =
          "Create missing topics, correct their settings, register schemas. Changes nothing when"
              + " done again.")
  static final class Apply implements Callable<Integer> {
    @Mixin private final Connection connection = new Connection();

    @Option(
        names = "--partitions",
        paramLabel = "N",
        description =
            "Partitions of every topic (default: what is there, else 4 on one broker, 12 on three"
                + " or more).")
    private int partitions;

    @Override
    public Integer call() throws InterruptedException {
      if (partitions < 0) {
        throw new CliFailure(
            ExitCode.BAD_INPUT, "--partitions must be positive, not " + partitions);
      }
      connection.requireReachable();
      Map<String, Object> client =
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrap());
      try (Admin admin = Admin.create(client)) {
        TopicProvisioning.Report topics = new TopicProvisioning(admin).apply(partitions);
        Map<String, Integer> ids =
            new SchemaProvisioning(SchemaRegistry.connect(connection.registrySettings())).apply();
        print(topics, ids);
      }
      return ExitCode.OK;
    }

    private void print(TopicProvisioning.Report topics, Map<String, Integer> ids) {
      if (connection.json()) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode().put("partitions", topics.partitions());
        root.set("created", json.valueToTree(topics.created()));
        root.set("altered", json.valueToTree(topics.altered()));
        root.set("schema_ids", json.valueToTree(ids));
        connection.out().println(root.toPrettyString());
      } else {
        connection
            .out()
            .printf(
                "%d topics with %d partitions each: %d created, %d corrected; %d schemas"
                    + " registered%n",
                LoopTopics.all().size(),
                topics.partitions(),
                topics.created().size(),
                topics.altered().size(),
                ids.size());
      }
      connection.out().flush();
    }
  }
}
