package io.loopline.loopctl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopline.loopctl.LoopCtl;
import io.loopline.loopctl.doctor.Machine.Holder;
import io.loopline.loopctl.doctor.Machine.Port;
import io.loopline.loopctl.stack.StackPorts;
import io.loopline.loopctl.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
  @TempDir Path directory;

  @Test
  void shouldHearWhatAProgramSays() throws IOException {
    // Given
    program("good", "printf '\\033[1mgood 1.2\\033[m\\nmore\\n'");
    program("bad", "echo trouble >&2; exit 3");
    program("slow", "exec sleep 60");
    Commands commands = commands(Duration.ofSeconds(20));

    // Then
    assertThat(commands.run(List.of("good"))).isEqualTo(new Answer.Ran(0, "good 1.2"));
    assertThat(commands.run(List.of("bad"))).isEqualTo(new Answer.Ran(3, "trouble"));
    assertThat(commands.run(List.of("nowhere"))).isEqualTo(new Answer.Absent());
    assertThat(commands(Duration.ofMillis(300)).run(List.of("slow")))
        .isEqualTo(new Answer.Silent());
  }

  @Test
  void shouldFindWhoListens() throws Exception {
    // Given
    StackPorts ports = StackPorts.free();
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.registry()));

      // When
      Machine machine = probes(ports).look();

      // Then
      Port registry = port(machine, ports.registry());
      assertThat(registry.purpose()).isEqualTo("registry");
      assertThat(registry.holder()).isInstanceOf(Holder.Another.class);
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        assertThat(((Holder.Another) registry.holder()).program().orElseThrow())
            .startsWith("pid " + ProcessHandle.current().pid() + " ");
      }
      assertThat(port(machine, ports.broker()).holder()).isEqualTo(new Holder.Nobody());
      assertThat(machine.java().version()).isEqualTo(Runtime.version());
      assertThat(machine.disk().usableBytes()).isPositive();
      assertThat(machine.disk().refusal()).isEmpty();
      assertThat(machine.answer(Program.MAVEN)).isEqualTo(new Answer.Absent());
      try (var left = Files.list(directory)) {
        assertThat(left).as("what the probe wrote is gone").isEmpty();
      }
    }
  }

  @Test
  void shouldReadTheTablesOfTheKernel() {
    // Given
    String table =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
           1: 0100007F:2385 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1
        """;

    // Then
    assertThat(Kernel.inode(table, 9092)).contains("4711");
    assertThat(Kernel.inode(table, 9093))
        .as("a connection, no listener")
        .isEqualTo(Optional.empty());
    assertThat(Kernel.available("MemTotal: 9 kB\nMemAvailable:    2048 kB\n"))
        .isEqualTo(OptionalLong.of(2L << 20));
    assertThat(Kernel.available("MemTotal: 9 kB\n")).isEmpty();
  }

  @Test
  void shouldJudgeThisMachine() throws IOException {
    // Given
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    // When
    int exitCode =
        LoopCtl.execute(
            new PrintWriter(out),
            new PrintWriter(err),
            "doctor",
            "--json",
            "--port-offset",
            "23000",
            "--dir",
            directory.resolve("not-there-yet").toString());

    // Then
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(exitCode).isEqualTo(report.get("ready").asBoolean() ? 0 : 3);
    assertThat(err.toString()).isEmpty();
    assertThat(report.get("findings").get(0).get("subject").asText()).isEqualTo("JDK");
    assertThat(report.get("findings").get(0).get("verdict").asText()).isEqualTo("ok");
    assertThat(report.get("findings").findValuesAsText("subject"))
        .contains("Maven", "ports", "memory", "disk", "state", "bubblewrap", "docker");
    assertThat(directory.resolve("not-there-yet")).doesNotExist();
  }

  private Probes probes(StackPorts ports) {
    return new Probes(
        StackSettings.of(directory, directory, ports), directory.resolve("bin").toString());
  }

  private Commands commands(Duration timeout) {
    return new Commands(directory.resolve("bin") + ":/bin:/usr/bin", timeout);
  }

  private static Port port(Machine machine, int number) {
    return machine.ports().stream()
        .filter(port -> port.number() == number)
        .findFirst()
        .orElseThrow();
  }

  private void program(String name, String commands) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("bin"));
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
