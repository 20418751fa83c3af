package io.loopline.loopctl.doctor;

import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.loopctl.stack.LocalSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loop doctor}: what this machine has, and what each missing thing costs. */
@Command(
    name = "doctor",
    description = {
      "Looks at this machine: JDK, Maven, ports, memory, disk, sandbox, further programs; and says"
          + " what each missing thing costs.",
      "Exit code 3 when the local stack cannot run, else 0."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      description = "Look at the ports that ./loop up takes with this option (default 0).")
  private int portOffset;

  @Override
  public Integer call() throws InterruptedException {
    String path = System.getenv().getOrDefault("PATH", "");
    Machine machine = new Probes(LocalSettings.of(connection, portOffset, 0), path).look();
    List<Finding> findings = Diagnosis.of(machine);
    if (connection.json()) {
      connection.out().println(DoctorText.json(findings).toPrettyString());
    } else {
      DoctorText.lines(findings).forEach(connection.out()::println);
    }
    connection.out().flush();
    return findings.stream().anyMatch(Finding::prevents) ? ExitCode.NOT_REACHABLE : ExitCode.OK;
  }
}
