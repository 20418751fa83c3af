package io.loopline.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.PlanCaps;
import io.loopline.event.Receipt;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerifyRequest;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelOutcome;
import io.loopline.model.ModelUsage;
import io.loopline.prompt.JudgeSettings;
import io.loopline.verifier.layer.Judgement;
import io.loopline.verifier.layer.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a model judges, through the whole verification. */
class JudgeTest {
  private static final ModelUsage USED = new ModelUsage(100, 20, 0, 0, 50, true);
  private static final String FIRST_MET =
      "{\"criteria\":[{\"number\":1,\"met\":true,\"evidence\":\"hello  world\",\"reason\":\"there\"}]}";
  private static final String FIRST_OPEN =
      "{\"criteria\":[{\"number\":1,\"met\":false,\"evidence\":\"\",\"reason\":\"too short\"}]}";

  private final List<ModelCall> calls = new ArrayList<>();
  private final Deque<ModelOutcome> answers = new ArrayDeque<>();
  private Scenario scenario;

  @BeforeEach
  void start(@TempDir Path root) throws IOException {
    scenario =
        new Scenario(
            root,
            call -> {
              calls.add(call);
              return answers.remove();
            });
  }

  @AfterEach
  void stop() {
    scenario.close();
  }

  private void answer(String... texts) {
    for (String text : texts) {
      answers.add(new ModelOutcome.Answered(text, "judge", "made-up", USED));
    }
  }

  private static Check judge(boolean required, String settings) {
    return new Check("style", CheckKind.JUDGE, settings, required, 1.0, 30_000L);
  }

  private static Check judge() {
    return judge(true, "{\"profile\":\"judge\",\"criteria\":[\"It greets.\"]}");
  }

  private static Check exists(String path) {
    return new Check(
        "exists", CheckKind.FILE_EXISTS, "{\"path\":\"" + path + "\"}", true, 1.0, 30_000L);
  }

  private VerifyRequest request(Check... checks) throws IOException {
    return Scenario.request(
            scenario.workspace(Map.of("a.txt", "hello\nworld\n", "b.md", "other")), checks)
        .setCaps(new PlanCaps(9_000L, 900L, 3_000L))
        .build();
  }

  private Judgement judged(Check... checks) throws Exception {
    return scenario.verification().judge(request(checks));
  }

  private static Judgement.Made made(Judgement judgement) {
    assertThat(judgement).isInstanceOf(Judgement.Made.class);
    return (Judgement.Made) judgement;
  }

  private static CheckResult result(Judgement judgement) {
    return made(judgement).view().getChecks().getLast();
  }

  @Test
  void shouldAchieveWhenTheMajorityHasEvidence() throws Exception {
    // Given
    answer(FIRST_MET, FIRST_OPEN, FIRST_MET);

    // When
    Judgement judgement = judged(exists("a.txt"), judge());

    // Then
    assertThat(made(judgement).view().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
    assertThat(result(judgement).getFound()).isEqualTo("all met (votes 1: 2 of 3)");
    assertThat(made(judgement).usage()).isEqualTo(new ModelUsage(300, 60, 0, 0, 150, true));
    assertThat(made(judgement).receipts())
        .extracting(Receipt::getKind)
        .contains("check/judge/style");
  }

  @Test
  void shouldAskNoFurtherWhenTheMajorityIsReached() throws Exception {
    answer(FIRST_MET, FIRST_MET);

    assertThat(made(judged(judge())).view().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);

    assertThat(calls).hasSize(2);
  }

  @Test
  void shouldSayWhyWhenACriterionIsNotMet() throws Exception {
    answer(FIRST_OPEN, FIRST_OPEN);

    CheckResult result = result(judged(judge()));

    assertThat(result.getPassed()).isFalse();
    assertThat(result.getFeedback()).isEqualTo("not met: It greets. (too short)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is fine.",
        "{\"criteria\":[",
        "{\"criteria\":[]}",
        "{\"verdict\":true}",
        "{\"criteria\":[{\"number\":1,\"met\":\"yes\",\"evidence\":\"hello\",\"reason\":\"\"}]}",
        "{\"criteria\":[{\"number\":1,\"met\":true,\"evidence\":\"\",\"reason\":\"sure\"}]}",
        "{\"criteria\":[{\"number\":1,\"met\":true,\"evidence\":\"good bye\",\"reason\":\"sure\"}]}",
        "{\"criteria\":[{\"number\":1,\"met\":true,\"evidence\":\"hello\",\"reason\":\"\"},{\"number\":1,\"met\":true,\"evidence\":\"hello\",\"reason\":\"\"}]}"
      })
  void shouldNotAchieveWhenTheAnswerIsUnreadableOrWithoutEvidence(String text) throws Exception {
    answer(text, text);

    assertThat(made(judged(judge())).view().getDecision()).isNotEqualTo(VerdictDecision.ACHIEVED);
  }

  @Test
  void shouldAskNoModelWhenARequiredCheckOfAnotherKindFails() throws Exception {
    Judgement judgement = judged(judge(), exists("missing.txt"));

    assertThat(made(judgement).usage()).isEqualTo(ModelUsage.NONE);
    assertThat(made(judgement).view().getChecks().getFirst().getFound())
        .isEqualTo("not asked: a required check of another kind does not pass");
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"TRANSIENT", "RATE_LIMITED", "TIMEOUT", "TERMINAL", "BUDGET_TOO_SMALL"})
  void shouldGiveNoVerdictWhenNoModelCanJudgeARequiredCheck(FailureKind kind) throws Exception {
    answer(FIRST_MET);
    answers.add(
        new ModelOutcome.Failed(new Failure(kind, "profile judge: away", 900L, List.of()), USED));

    Judgement judgement = judged(judge());

    assertThat(judgement)
        .isEqualTo(
            new Judgement.NotMade(
                new Failure(kind, "check 'style': profile judge: away", 900L, List.of()),
                USED.plus(USED)));
  }

  @Test
  void shouldGoOnWithoutAnOptionalCheckWhenNoModelCanJudgeIt() throws Exception {
    answers.add(
        new ModelOutcome.Failed(new Failure(FailureKind.TRANSIENT, "away", null, List.of()), USED));

    Judgement judgement =
        judged(
            exists("a.txt"), judge(false, "{\"profile\":\"judge\",\"criteria\":[\"It greets.\"]}"));

    assertThat(made(judgement).view().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
    assertThat(result(judgement).getFeedback()).isEqualTo("could not run: away");
  }

  @Test
  void shouldCountARefusalAsNotMet() throws Exception {
    Failure refusal = new Failure(FailureKind.INVALID_OUTPUT, "it refused", null, List.of());
    answers.add(new ModelOutcome.Failed(refusal, USED));
    answers.add(new ModelOutcome.Failed(refusal, USED));

    assertThat(result(judged(judge())).getPassed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not json",
        "{\"profile\":\"judge\",\"criteria\":[]}",
        "{\"profile\":\"\",\"criteria\":[\"It greets.\"]}",
        "{\"profile\":\"judge\",\"criteria\":[\"It greets.\"],\"samples\":0}"
      })
  void shouldNotPassWhenThereIsNothingToAsk(String settings) throws Exception {
    CheckResult result = result(judged(judge(true, settings)));

    assertThat(result.getPassed()).isFalse();
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldAskNoLongerThanTheCheckOrTheRequestAllows() throws Exception {
    answer(FIRST_MET, FIRST_MET, FIRST_MET, FIRST_MET);
    Check patient = judge();
    patient.setTimeoutMs(3_600_000L);

    judged(judge());
    judged(patient);

    assertThat(calls)
        .extracting(call -> call.deadline().getEpochSecond())
        .as("30 s of the check; 60 s of the request without 5 s for the way back")
        .containsExactly(30L, 30L, 55L, 55L);
  }

  @Test
  void shouldShareTheCapsAmongTheSamples() throws Exception {
    answer(FIRST_MET, FIRST_OPEN, FIRST_MET);

    judged(judge());

    assertThat(calls)
        .extracting(call -> call.caps().inputTokens() + " " + call.caps().costMicroUsd())
        .containsExactly("3000 1000", "4450 1475", "8800 2900");
  }

  @Test
  void shouldShowTheWantedFilesAsUntrustedTextAndNothingOfTheExecutor() throws Exception {
    answer(FIRST_MET, FIRST_MET);

    judged(
        judge(true, "{\"profile\":\"judge\",\"criteria\":[\"It greets.\"],\"files\":[\"*.txt\"]}"));

    String user = calls.getFirst().messages().getLast().text();
    assertThat(user)
        .contains("<untrusted source=\"file a.txt\">\nhello\nworld\n")
        .contains("1. It greets.")
        .doesNotContain("b.md");
    assertThat(calls.getFirst().output()).isNotNull();
  }

  @Test
  void shouldCutWhatDoesNotFitAndNameWhatIsNotShown(@TempDir Path root) throws Exception {
    Files.writeString(root.resolve("a.txt"), "ä".repeat(1_000));
    Files.writeString(root.resolve("b.txt"), "second");
    Files.write(root.resolve("0.bin"), new byte[] {(byte) 0xff, 0, 1, 2, 3, 4, 5});

    ShownFiles files =
        ShownFiles.of(
            root,
            List.of("b.txt", "a.txt", "0.bin"),
            new JudgeSettings("p", List.of("c"), List.of(), 1, 1_031));

    assertThat(files.texts().keySet()).containsExactly("a.txt");
    assertThat(files.texts().get("a.txt")).startsWith("äää").endsWith("ä\n[… cut here]");
    assertThat(files.leftOut()).containsExactly("0.bin (not text)", "b.txt (no room left)");
  }
}
