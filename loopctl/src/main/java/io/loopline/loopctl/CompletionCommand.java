package io.loopline.loopctl;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loop completion}: what a shell needs to complete {@code loop} and {@code ./loop}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands, options and files:",
      "  bash: source <(./loop completion bash)",
      "  zsh:  source <(./loop completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells there is a script for. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private final Connection connection = new Connection();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    // one script is for both: zsh takes bash's completions after bashcompinit
    String script =
        switch (shell) {
          case BASH, ZSH -> AutoComplete.bash(root.name(), root.commandLine());
        };
    connection.out().print(script);
    connection.out().flush();
    return ExitCode.OK;
  }
}
