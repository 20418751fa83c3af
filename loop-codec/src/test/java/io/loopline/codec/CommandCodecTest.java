package io.loopline.codec;

import static io.loopline.codec.Records.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.core.CommandContent;
import io.loopline.core.ContextKind;
import io.loopline.core.Dimension;
import io.loopline.core.LoopEvent;
import io.loopline.event.BudgetDimension;
import io.loopline.event.BudgetLimit;
import io.loopline.event.Budgets;
import io.loopline.event.CommandKind;
import io.loopline.event.ContextEntry;
import io.loopline.event.InputKind;
import io.loopline.event.LoopCommand;
import io.loopline.event.LoopInput;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Commands as core events, and as what the planner reads. */
class CommandCodecTest {

  @Test
  void shouldTellCommandsApartByTheirEventId() {
    String one = content(Records.command(CommandKind.PAUSE, "one")).id();

    assertThat(content(Records.command(CommandKind.RESUME, "one")).id()).isEqualTo(one);
    assertThat(content(Records.command(CommandKind.PAUSE, "two")).id()).isNotEqualTo(one);
    assertThat(content(Records.command(CommandKind.PAUSE, " ")).id()).isEmpty();
  }

  @Test
  void shouldTakeTheToolsOfAnEditedPlanAndItsRow() {
    LoopInput edit = Records.command(CommandKind.EDIT);

    assertThat(content(edit).tools()).containsExactly("noop");
    ContextEntry row = ContextRows.row(edit, 7, ContextKind.PLAN, 2);
    assertThat(row.getPlan()).isEqualTo(edit.getPlan());
    assertThat(row.getText()).isNull();
  }

  @Test
  void shouldHaveAnErrorWhenAnEditHasNoPlan() {
    LoopInput unread = changed(CommandKind.EDIT, _ -> {});

    assertThat(content(unread).errors()).containsExactly("it brings no plan");
  }

  @Test
  void shouldKeepTheIntakesErrors() {
    LoopInput bad =
        LoopInput.newBuilder(Records.command(CommandKind.EDIT))
            .setPlan(null)
            .setErrors(List.of("actions: missing"))
            .build();

    assertThat(content(bad).errors()).containsExactly("actions: missing");
  }

  @Test
  void shouldTakeOnlyTheLimitsThatAreNamed() {
    LoopInput amend =
        changed(
            CommandKind.AMEND_BUDGET,
            command ->
                command.setLimits(
                    List.of(
                        new BudgetLimit(BudgetDimension.TOKENS, 5L),
                        new BudgetLimit(BudgetDimension.COST, -7L))));

    assertThat(content(amend).limits())
        .containsOnly(
            java.util.Map.entry(Dimension.TOKENS, 5L), java.util.Map.entry(Dimension.COST, -7L));
  }

  @Test
  void shouldHaveAnErrorWhenABudgetIsNamedTwice() {
    LoopInput amend =
        changed(
            CommandKind.AMEND_BUDGET,
            command ->
                command.setLimits(
                    List.of(
                        new BudgetLimit(BudgetDimension.TOKENS, 5L),
                        new BudgetLimit(BudgetDimension.TOKENS, 6L))));

    assertThat(content(amend).errors()).containsExactly("TOKENS is named twice");
  }

  @Test
  void shouldTakeAllLimitsWhenBudgetsAreGivenAsAWhole() {
    LoopInput amend =
        changed(
            CommandKind.AMEND_BUDGET,
            command -> command.setBudgets(Budgets.newBuilder().setIterations(3).build()));

    assertThat(content(amend).limits())
        .containsEntry(Dimension.ITERATIONS, 3L)
        .containsEntry(Dimension.TOKENS, 1_000_000L);
  }

  @Test
  void shouldRefuseABudgetOfALaterVersion() {
    LoopInput amend =
        changed(
            CommandKind.AMEND_BUDGET,
            command ->
                command.setLimits(List.of(new BudgetLimit(BudgetDimension.UNRECOGNIZED, 5L))));

    assertThatThrownBy(() -> content(amend)).isInstanceOf(UnrecognizedContent.class);
  }

  @Test
  void shouldHaveAnErrorWhenASignalSaysNothingOrTooMuch() {
    assertThat(content(changed(CommandKind.SIGNAL, command -> command.setText(" "))).errors())
        .containsExactly("it has no text");
    assertThat(
            content(changed(CommandKind.SIGNAL, command -> command.setText("x".repeat(4_001))))
                .errors())
        .containsExactly("its text has 4,001 characters, more than 4,000");
  }

  @Test
  void shouldShowThePlannerWhatPeopleSay() {
    LoopInput signal = Records.command(CommandKind.SIGNAL);
    LoopInput reject = Records.command(CommandKind.REJECT);

    assertThat(ContextRows.row(signal, 1, ContextKind.SIGNAL, 1).getText())
        .isEqualTo("look at the totals");
    assertThat(ContextRows.row(reject, 1, ContextKind.SIGNAL, 1).getText())
        .isEqualTo("The plan was rejected by ann: enough");
  }

  private static LoopInput changed(CommandKind kind, Consumer<LoopCommand.Builder> change) {
    LoopCommand.Builder command =
        LoopCommand.newBuilder()
            .setEventId("command-1")
            .setLoopId(Records.LOOP)
            .setOccurredAt(START)
            .setProducer(Records.PRODUCER)
            .setKind(kind);
    change.accept(command);
    return Records.input(InputKind.COMMAND).setCommand(command.build()).build();
  }

  private static CommandContent content(LoopInput input) {
    return ((LoopEvent.CommandReceived) EventDecoder.decode(input, START)).content();
  }
}
