package io.loopline.loopctl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.loopctl.doctor.Finding.Verdict;
import io.loopline.loopctl.doctor.Machine.Disk;
import io.loopline.loopctl.doctor.Machine.Holder;
import io.loopline.loopctl.doctor.Machine.Java;
import io.loopline.loopctl.doctor.Machine.Port;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
  private static final long GIB = 1L << 30;
  private static final Answer WORKS = new Answer.Ran(0, "version 9.9.9");

  private Java java = new Java(Runtime.Version.parse("25.0.1"), Path.of("/opt/jdk-25"), true);
  private final Map<Program, Answer> programs = new EnumMap<>(Program.class);
  private Answer sandboxTrial = WORKS;
  private Answer dockerTrial = WORKS;
  private Optional<String> userNamespaces = Optional.empty();
  private List<Port> ports = List.of(port(9092, new Holder.Nobody()));
  private OptionalLong memory = OptionalLong.of(4 * GIB);
  private Disk disk = new Disk(Path.of("/home/me/.loop"), 50 * GIB, Optional.empty());

  DiagnosisTest() {
    for (Program program : Program.values()) {
      programs.put(program, WORKS);
    }
  }

  @Test
  void shouldBeContentWhenEverythingIsThere() {
    // When
    List<Finding> findings = findings();

    // Then
    assertThat(findings).allMatch(finding -> finding.verdict() == Verdict.OK);
    assertThat(findings).extracting(Finding::subject).doesNotHaveDuplicates().hasSize(15);
    assertThat(of("JDK").found()).isEqualTo("25.0.1 in /opt/jdk-25");
    assertThat(of("ports").found()).isEqualTo("free: 9092");
    assertThat(DoctorText.lines(findings))
        .last()
        .isEqualTo("All that the local stack needs is there.");
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void shouldSayWhatEachMissingProgramCosts(Program program) {
    // Given
    programs.put(program, new Answer.Absent());

    // When
    List<Finding> bad =
        findings().stream().filter(finding -> finding.verdict() != Verdict.OK).toList();

    // Then
    assertThat(bad)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.MISSING);
          assertThat(finding.found()).isEqualTo("no " + program.executable() + " on the PATH");
          assertThat(finding.cost()).isNotBlank();
          assertThat(finding.prevents()).isEqualTo(program == Program.MAVEN);
        });
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void shouldCallAProgramBrokenThatDoesNotEndOrFails(Program program) {
    // Given
    programs.put(program, new Answer.Silent());
    List<Finding> silent = findings();
    programs.put(program, new Answer.Ran(127, "cannot load a library"));
    List<Finding> failing = findings();

    // Then
    assertThat(silent)
        .filteredOn(finding -> finding.verdict() == Verdict.BROKEN)
        .singleElement()
        .extracting(Finding::found)
        .asString()
        .contains(program.executable(), "did not end in time");
    assertThat(failing)
        .filteredOn(finding -> finding.verdict() == Verdict.BROKEN)
        .singleElement()
        .extracting(Finding::found)
        .asString()
        .contains("cannot load a library");
  }

  @ParameterizedTest
  @CsvSource({
    "Apache Maven 3.8.1, OK",
    "Apache Maven 3.9.9 (abc), OK",
    "Apache Maven 4.0, OK",
    "Apache Maven 3.8.0, BROKEN",
    "Apache Maven 3.6.3, BROKEN",
    "Apache Maven 2.9, BROKEN",
  })
  void shouldKnowWhichMavenIsTooOld(String version, Verdict verdict) {
    programs.put(Program.MAVEN, new Answer.Ran(0, version));
    assertThat(of("Maven").verdict()).isEqualTo(verdict);
  }

  @Test
  void shouldRefuseAnOldJavaAndAJavaWithoutCompiler() {
    java = new Java(Runtime.Version.parse("21.0.2"), Path.of("/opt/jdk-21"), true);
    assertThat(of("JDK").prevents()).isTrue();
    java = new Java(Runtime.Version.parse("25"), Path.of("/opt/jre-25"), false);
    assertThat(of("JDK").verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(of("JDK").found()).contains("without javac");
  }

  @Test
  void shouldNameWhoHasAPort() {
    // Given
    ports =
        List.of(
            port(9092, new Holder.Another(Optional.of("pid 7 (/usr/bin/other)"))),
            port(9093, new Holder.Nobody()),
            port(8081, new Holder.Another(Optional.empty())));

    // Then
    assertThat(of("ports").prevents()).isTrue();
    assertThat(of("ports").found())
        .isEqualTo(
            "9092 (broker) taken by pid 7 (/usr/bin/other); 8081 (broker) taken by another"
                + " program; the system does not say which");
    assertThat(of("ports").cost()).contains("--port-offset");
  }

  @Test
  void shouldNeedNothingMoreWhenTheStackRuns() {
    // Given
    memory = OptionalLong.of(GIB / 4);
    ports = List.of(port(9092, new Holder.Ourselves(41)), port(8081, new Holder.Ourselves(42)));
    Finding allOfIt = of("ports");
    Finding memoryOfIt = of("memory");
    ports = List.of(port(9092, new Holder.Ourselves(41)), port(8081, new Holder.Nobody()));

    // Then
    assertThat(allOfIt.found()).isEqualTo("all used by the running local stack: 9092, 8081");
    assertThat(memoryOfIt.verdict()).isEqualTo(Verdict.OK);
    assertThat(of("ports").found())
        .isEqualTo("9092 (broker) used by the running local stack, pid 41; 8081 (broker) free");
    assertThat(of("memory").verdict()).isEqualTo(Verdict.BROKEN);
  }

  @Test
  void shouldCompareMemoryWithWhatTheStackTakes() {
    memory = OptionalLong.of(GIB - 1);
    assertThat(of("memory").prevents()).isTrue();
    memory = OptionalLong.of(GIB);
    assertThat(of("memory").verdict()).isEqualTo(Verdict.OK);
    memory = OptionalLong.empty();
    assertThat(of("memory").verdict()).isEqualTo(Verdict.OK);
    assertThat(of("memory").found()).contains("not known");
  }

  @Test
  void shouldLookAtSpaceAndPermission() {
    disk = new Disk(Path.of("/full"), GIB / 2, Optional.empty());
    assertThat(of("disk").prevents()).isTrue();
    assertThat(of("disk").found()).isEqualTo("0.5 GiB free at /full");
    disk = new Disk(Path.of("/mine"), 9 * GIB, Optional.of("permission denied"));
    assertThat(of("state").prevents()).isTrue();
    assertThat(of("state").found()).isEqualTo("cannot write in /mine: permission denied");
  }

  @Test
  void shouldCallBubblewrapBrokenWhenItCannotRunAProgram() {
    // Given
    sandboxTrial = new Answer.Ran(1, "bwrap: No permissions to create new namespace");
    userNamespaces = Optional.of("/proc/sys/user/max_user_namespaces is 0");

    // When
    Finding bubblewrap = of("bubblewrap");

    // Then
    assertThat(bubblewrap.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(bubblewrap.found())
        .contains("No permissions to create new namespace", "max_user_namespaces is 0");
    assertThat(bubblewrap.cost()).contains("DENIED", "TERMINAL_ERROR");
    assertThat(bubblewrap.prevents()).isFalse();
  }

  @Test
  void shouldCallDockerBrokenWhenItsDaemonIsAway() {
    dockerTrial = new Answer.Ran(1, "Cannot connect to the Docker daemon");
    assertThat(of("docker").verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(of("docker").found()).contains("Cannot connect to the Docker daemon");
    assertThat(of("docker").prevents()).isFalse();
  }

  @Test
  void shouldPutTheCostUnderWhatIsMissing() {
    // Given
    programs.put(Program.MAVEN, new Answer.Absent());
    programs.put(Program.KCAT, new Answer.Absent());

    // When
    List<String> lines = DoctorText.lines(findings());

    // Then
    int maven = lines.indexOf("missing  Maven       no mvn on the PATH");
    assertThat(maven).isPositive();
    assertThat(lines.get(maven + 1).strip()).startsWith("nothing can be built");
    assertThat(lines).contains("missing  kcat        no kcat on the PATH");
    assertThat(lines).last().isEqualTo("The local stack needs: Maven.");
    assertThat(DoctorText.json(findings()).get("ready").asBoolean()).isFalse();
  }

  private List<Finding> findings() {
    return Diagnosis.of(
        new Machine(
            java, programs, sandboxTrial, userNamespaces, dockerTrial, ports, memory, disk));
  }

  private Finding of(String subject) {
    return findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static Port port(int number, Holder holder) {
    return new Port("broker", number, holder);
  }
}
