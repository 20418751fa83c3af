package io.loopline.loopctl.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.stack.LocalSettings;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.ServiceQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop config}: asks the services themselves, each by starting it with --settings. */
@Command(
    name = "config",
    description = {
      "Shows every setting of the services, its value as ./loop up would start them, and where it"
          + " comes from.",
      "Exit code 2 when a service would refuse to start with them."
    })
public final class ConfigCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only this one: planner, executor or verifier.")
  private @Nullable String service;

  @Option(
      names = "--markdown",
      description = "Print the reference page docs/configuration.md instead of values.")
  private boolean markdown;

  @Override
  public Integer call() throws InterruptedException {
    ServiceQuestion question = new ServiceQuestion(LocalSettings.of(connection, 0, 0));
    List<ObjectNode> reports = new ArrayList<>();
    for (Part part : parts()) {
      reports.add(question.settings(part));
    }
    List<ServiceSettings> services = reports.stream().map(ServiceSettings::of).toList();
    if (markdown) {
      connection.out().print(ConfigurationPage.of(services));
    } else if (connection.json()) {
      ArrayNode all = new ObjectMapper().createArrayNode().addAll(reports);
      connection.out().println(all.toPrettyString());
    } else {
      ConfigText.lines(services).forEach(connection.out()::println);
    }
    connection.out().flush();
    return markdown ? ExitCode.OK : remarks(services);
  }

  private List<Part> parts() {
    List<Part> services = Stream.of(Part.values()).filter(Part::isService).toList();
    if (service == null) {
      return services;
    }
    return Part.byId(service.replaceFirst("-service$", ""))
        .filter(Part::isService)
        .map(List::of)
        .orElseThrow(() ->
            new CliFailure(
                ExitCode.BAD_INPUT,
                "there is no service '%s'; there are %s"
                    .formatted(
                        service, String.join(", ", services.stream().map(Part::id).toList()))));
  }

  private int remarks(List<ServiceSettings> services) {
    int exitCode = ExitCode.OK;
    for (ServiceSettings settings : services) {
      for (String property : settings.unknown()) {
        connection
            .err()
            .printf("loop: %s has no setting %s; ignored%n", settings.service(), property);
      }
      for (String problem : settings.problems()) {
        connection.err().printf("loop: %s would not start: %s%n", settings.service(), problem);
        exitCode = ExitCode.BAD_INPUT;
      }
    }
    connection.err().flush();
    return exitCode;
  }
}
