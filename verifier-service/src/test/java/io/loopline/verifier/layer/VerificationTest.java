package io.loopline.verifier.layer;

import static io.loopline.verifier.layer.Scenario.check;
import static io.loopline.verifier.layer.Scenario.exists;
import static io.loopline.verifier.layer.Scenario.optional;
import static io.loopline.verifier.layer.Scenario.request;
import static io.loopline.verifier.layer.Scenario.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loopline.event.ArtifactRef;
import io.loopline.event.Check;
import io.loopline.event.CheckKind;
import io.loopline.event.CheckResult;
import io.loopline.event.Failure;
import io.loopline.event.FailureKind;
import io.loopline.event.Receipt;
import io.loopline.event.VerdictDecision;
import io.loopline.event.VerdictView;
import io.loopline.event.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  @TempDir Path root;
  private Scenario scenario;

  @BeforeEach
  void open() throws IOException {
    scenario = new Scenario(root);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void shouldAchieveWithReceiptsWhenEveryCheckPassesOnTheRestoredWorkspace() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("movies.csv", "title\nJaws\n"));
    VerifyRequest request =
        request(
                workspace,
                exists("there", "movies.csv"),
                check("rows", CheckKind.SQL, "{'query':'SELECT 1','expect':{'scalar':1}}"),
                check("titles", CheckKind.REGEX, "{'file':'movies.csv','pattern':'Jaws'}"))
            .build();

    // When
    Judgement.Made made = judge(request);

    // Then
    assertThat(made.view().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
    assertThat(made.view().getScore()).isEqualTo(1);
    assertThat(made.receipts())
        .extracting(Receipt::getKind)
        .containsExactly(
            "layer/contract",
            "layer/consistency",
            "layer/policy",
            "check/file_exists/there",
            "check/sql/rows",
            "check/regex/titles",
            "layer/progress");
    assertThat(made.receipts())
        .allMatch(receipt -> receipt.getSubjectSha256().equals(workspace.getSha256()))
        .allMatch(receipt -> receipt.getEventIds().equals(List.of("movies/7/0")));
    assertThat(scenario.scratch()).isEmptyDirectory();
  }

  @Test
  void shouldContinueWhenObservationClaimsSuccessAndTheSnapshotFails() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("other.csv", "x\n"));

    // When
    VerdictView view = judge(request(workspace, exists("there", "movies.csv")).build()).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(view.getScore()).isZero();
    assertThat(view.getFeedback())
        .isEqualTo(
            "Score 0.000 (first verdict). 0 of 1 checks passed.\n"
                + "- there (required): expected file movies.csv exists;"
                + " found no file movies.csv in the workspace");
  }

  @Test
  void shouldContinueWithoutRunningChecksWhenTheWorkspaceWasNeverStored() throws Exception {
    // Given
    VerifyRequest request =
        request(Scenario.unknown(), exists("there", "movies.csv")).setBestScore(0.8).build();

    // When
    Judgement.Made made = judge(request);

    // Then
    assertThat(made.view().getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(made.view().getScore()).isZero();
    assertThat(made.view().getBestScore()).isEqualTo(0.8);
    assertThat(made.view().getFeedback())
        .contains("contract layer", "not in the artifact store: sha256 " + "ab".repeat(32));
    assertThat(made.view().getChecks())
        .singleElement()
        .matches(result -> !result.getPassed() && result.getScore() == 0)
        .extracting(CheckResult::getFound)
        .asString()
        .startsWith("error: the contract layer does not hold");
    assertThat(made.receipts()).extracting(Receipt::getKind).containsExactly("layer/contract");
  }

  @Test
  void shouldContinueWhenTheStoredBytesAreNotThoseTheHashNames() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("movies.csv", "title\n"));
    Files.writeString(scenario.blob(workspace.getSha256()), "{\"version\":1,\"files\":[]}");

    // When
    VerdictView view = judge(request(workspace, exists("there", "movies.csv")).build()).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(view.getFeedback()).contains("the workspace cannot be restored");
  }

  @Test
  void shouldContinueWhenTheSnapshotIsAnArtifactButNoManifest() throws Exception {
    // Given
    ArtifactRef forged = scenario.artifacts().put(new byte[] {1, 2, 3}, "text/plain");

    // When
    VerdictView view = judge(request(forged, exists("there", "movies.csv")).build()).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(view.getFeedback()).contains("contract layer", "not a manifest");
  }

  @Test
  void shouldJudgeTheInputsAloneWhenThereIsNoSnapshotYet() throws Exception {
    // Given
    VerifyRequest request =
        request(Scenario.unknown(), exists("there", "movies.csv"))
            .setWorkspace(null)
            .setObservations(List.of())
            .setPlannedActions(0)
            .setInputs(List.of(scenario.fileInput("movies.csv", "title\n")))
            .build();

    // When // Then
    assertThat(judge(request).view().getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
  }

  @Test
  void shouldEndTerminalWhenTheInputsOfTheGoalAreNotStored() throws Exception {
    // Given
    VerifyRequest request =
        request(Scenario.unknown(), exists("there", "movies.csv"))
            .setWorkspace(null)
            .setObservations(List.of())
            .setPlannedActions(0)
            .setInputs(
                List.of(
                    new io.loopline.event.NamedInput(
                        "data", null, "movies.csv", Scenario.unknown())))
            .build();

    // When
    Failure failure = refuse(request);

    // Then
    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).contains("inputs of the goal", "ab".repeat(32));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, true, true, ACHIEVED, 1.0", // both pass
    "1, 0, true, true, CONTINUE, 0.75", // a required one fails
    "0, 1, true, true, REGRESSED, 0.25",
    "1, 0, true, false, ACHIEVED, 0.75", // only an optional one fails
    "0, 1, false, true, ACHIEVED, 0.25",
    "0, 1, false, false, REGRESSED, 0.25", // none is required: all must pass
    "1, 1, false, false, ACHIEVED, 1.0",
  })
  void shouldWeighChecksWhenSomeFail(
      int heavy,
      int light,
      boolean heavyRequired,
      boolean lightRequired,
      VerdictDecision decision,
      double score)
      throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("path1", "x"));
    var first = weighing(3, exists("heavy", "path" + heavy));
    var second = weighing(1, exists("light", "path" + light));
    VerifyRequest request =
        request(
                workspace,
                heavyRequired ? first : optional(first),
                lightRequired ? second : optional(second))
            .setBestScore(0.75)
            .build();

    // When
    VerdictView view = judge(request).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(decision);
    assertThat(view.getScore()).isCloseTo(score, within(1e-12));
    assertThat(view.getBestScore()).isEqualTo(Math.max(0.75, score));
  }

  @ParameterizedTest
  @EnumSource(
      value = CheckKind.class,
      names = {"HTTP", "UNRECOGNIZED"})
  void shouldEndTerminalWhenARequiredCheckCannotRun(CheckKind kind) throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of());

    // When
    Failure failure = refuse(request(workspace, check("suite", kind, "{}")).build());

    // Then
    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).contains("'suite'", kind.name());
  }

  @Test
  void shouldEndTerminalNamingThePackageWhenARequiredCommandHasNoSandbox() throws Exception {
    try (Scenario bare = new Scenario(root, "/no/such/bwrap")) {
      // Given
      VerifyRequest request = request(bare.workspace(Map.of("a", "x")), command(true)).build();

      // When
      Judgement judgement = bare.verification().judge(request);

      // Then
      assertThat(judgement).isInstanceOf(Judgement.NotMade.class);
      Failure failure = ((Judgement.NotMade) judgement).failure();
      assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
      assertThat(failure.getMessage())
          .contains("check 'suite'", "install the Debian package bubblewrap");
    }
  }

  @Test
  void shouldCountAnOptionalCommandAsFailedWhenItHasNoSandbox() throws Exception {
    try (Scenario bare = new Scenario(root, "/no/such/bwrap")) {
      // Given
      VerifyRequest request =
          request(bare.workspace(Map.of("a", "x")), exists("there", "a"), command(false)).build();

      // When
      VerdictView view = ((Judgement.Made) bare.verification().judge(request)).view();

      // Then
      assertThat(view.getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
      assertThat(view.getScore()).isEqualTo(0.5);
      assertThat(view.getFeedback())
          .contains("suite (optional): could not run: there is no program '/no/such/bwrap'");
    }
  }

  private static Check command(boolean required) {
    Check check = check("suite", CheckKind.COMMAND, "{\"argv\":[\"true\"]}");
    return required ? check : optional(check);
  }

  /** No workspace makes it pass, so going on would only use up the budgets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "REGEX|{'file':'a.json','pattern':'('}|is not RE2 syntax",
        "CEL|{'expression':'1 +'}|not a valid expression",
        "FILE_EXISTS|{'pfad':'a.json'}|unknown settings [pfad]"
      })
  void shouldEndTerminalWhenTheSettingsOfARequiredCheckMakeNoSense(
      CheckKind kind, String settings, String why) throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a.json", "{}"));

    // When
    Failure failure = refuse(request(workspace, check("suite", kind, settings)).build());

    // Then
    assertThat(failure.getKind()).isEqualTo(FailureKind.TERMINAL);
    assertThat(failure.getMessage()).contains("'suite'", kind.name(), why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'file':'a.json','schema_file':'none'}", "{'file':'a.json','schema_file':'bad'}"})
  void shouldGoOnWhenARequiredCheckCannotUseWhatIsInTheWorkspace(String settings) throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a.json", "{}", "bad", "{\"type\": 7}"));

    // When
    VerdictView view =
        judge(request(workspace, check("form", CheckKind.JSON_SCHEMA, settings)).build()).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.CONTINUE);
    assertThat(view.getFeedback()).contains("schema_file");
  }

  @Test
  void shouldCountAnOptionalCheckAsFailedWhenItCannotRun() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a", "x"));
    VerifyRequest request =
        request(workspace, exists("there", "a"), optional(check("web", CheckKind.HTTP, "{}")))
            .build();

    // When
    VerdictView view = judge(request).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
    assertThat(view.getScore()).isEqualTo(0.5);
    assertThat(view.getFeedback())
        .endsWith("- web (optional): could not run: checks of kind HTTP cannot run here");
  }

  @Test
  void shouldBeFatalWhenAFileWasWrittenUnderADeniedPath() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a", "x", "key.secret", "changed"));
    VerifyRequest request = denying(workspace, "key.secret", "original");

    // When
    VerdictView view = judge(request).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.FATAL);
    assertThat(view.getScore()).isZero();
    assertThat(view.getFeedback()).contains("key.secret was written under a denied path");
  }

  @Test
  void shouldAchieveWhenTheDeniedFileIsAnUntouchedInput() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a", "x", "key.secret", "original"));

    // When
    VerdictView view = judge(denying(workspace, "key.secret", "original")).view();

    // Then
    assertThat(view.getDecision()).isEqualTo(VerdictDecision.ACHIEVED);
  }

  @Test
  void shouldGiveTheSameViewWhenTheSameRequestComesTwice() throws Exception {
    // Given
    ArtifactRef workspace = scenario.workspace(Map.of("a.json", "{\"n\":1}"));
    VerifyRequest request =
        request(
                workspace,
                check("bad", CheckKind.CEL, "{'expression':'json[\\\"a.json\\\"].n == 2'}"),
                optional(check("broken", CheckKind.REGEX, "{'file':'a.json','pattern':'('}")),
                exists("there", "a.json"))
            .build();

    // When
    Judgement first = scenario.verification().judge(request);
    Judgement second = scenario.verification().judge(request);

    // Then
    assertThat(first).isInstanceOf(Judgement.Made.class).isEqualTo(second);
  }

  @Test
  void shouldDeleteWhatAnEarlierProcessLeftWhenItStarts() throws Exception {
    // Given
    Path left = Files.createDirectories(scenario.scratch().resolve("verification-1/deep"));
    Files.writeString(left.resolve("file"), "x");

    // When
    try (Scenario restarted = new Scenario(root)) {
      // Then
      assertThat(restarted.scratch()).doesNotExist();
    }
  }

  private VerifyRequest denying(ArtifactRef workspace, String path, String original)
      throws IOException {
    return request(workspace, exists("there", "a"))
        .setPolicy(new io.loopline.event.Policy(List.of(), List.of("*.secret"), List.of()))
        .setInputs(List.of(scenario.fileInput(path, original)))
        .build();
  }

  private Judgement.Made judge(VerifyRequest request) throws InterruptedException {
    return (Judgement.Made) scenario.verification().judge(request);
  }

  private Failure refuse(VerifyRequest request) throws InterruptedException {
    return ((Judgement.NotMade) scenario.verification().judge(request)).failure();
  }
}
