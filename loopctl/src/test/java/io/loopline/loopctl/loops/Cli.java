package io.loopline.loopctl.loops;

import io.loopline.loopctl.CliFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** Runs one command object and catches what it prints. */
record Cli(int exitCode, String out, String err) {

  static Cli run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler((failure, line, _) -> {
              if (failure instanceof CliFailure expected) {
                line.getErr().println(expected.getMessage());
                return expected.exitCode();
              }
              throw failure;
            })
            .execute(arguments);
    return new Cli(exitCode, out.toString(), err.toString());
  }

  static Access access(LoopBroker broker) {
    return new Access(_ -> broker, new TickingClock(Events.START, Duration.ofSeconds(1)));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
