package io.loopline.loopctl.stack;

import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code loop down}. */
@Command(name = "down", description = "Stop what up has started; data and logs stay.")
public final class DownCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws InterruptedException {
    LocalStack stack =
        new LocalStack(LocalSettings.of(connection, 0, 0), LocalSettings.progress(connection));
    List<Part> stopped = stack.down();
    connection
        .err()
        .println(
            stopped.isEmpty()
                ? "nothing was running"
                : "stopped " + String.join(", ", stopped.stream().map(Part::id).toList()));
    return ExitCode.OK;
  }
}
