package io.loopline.loopctl.loops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loop memory}: what loops remember. */
@Command(
    name = "memory",
    description = "Shows what loops remember, and forgets it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MemoryListCommand.class, MemoryForgetCommand.class})
public final class MemoryCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say list or forget");
  }
}
