package io.loopline.loopctl.doctor;

import io.loopline.loopctl.doctor.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges the programs of this machine. Pure. */
final class Programs {
  private static final List<Integer> OLDEST_MAVEN = List.of(3, 8, 1);
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
  private static final String NO_SANDBOX =
      "the process tool answers DENIED and a required command check ends TERMINAL_ERROR";

  private Programs() {}

  static Finding maven(Answer answer) {
    String cost =
        "nothing can be built after a change of the sources; install Maven 3.8.1 or newer";
    Finding found = judge("Maven", Program.MAVEN, answer, cost, true);
    return found.verdict() == Verdict.OK && isOlder(found.found())
        ? new Finding("Maven", Verdict.BROKEN, found.found(), cost, true)
        : found;
  }

  static Finding bubblewrap(Machine machine) {
    Finding found =
        judge(
            "bubblewrap",
            Program.BUBBLEWRAP,
            machine.answer(Program.BUBBLEWRAP),
            "without it " + NO_SANDBOX + "; install the package bubblewrap",
            false);
    if (found.verdict() != Verdict.OK || succeeded(machine.sandboxTrial())) {
      return found.verdict() == Verdict.OK
          ? optional("bubblewrap", Verdict.OK, found.found() + ", runs a program", "")
          : found;
    }
    String forbidden = machine.userNamespaces().map(words -> "; " + words).orElse("");
    return optional(
        "bubblewrap",
        Verdict.BROKEN,
        found.found() + ", but cannot run a program: " + words(machine.sandboxTrial()) + forbidden,
        NO_SANDBOX + "; allow user namespaces to this user");
  }

  static List<Finding> optional(Machine machine) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        plain(
            machine,
            Program.PRLIMIT,
            "processes in the sandbox have no limits, so "
                + NO_SANDBOX
                + "; install the package util-linux"));
    findings.add(
        plain(
            machine,
            Program.SETPRIV,
            "the sandbox cannot drop privileges, so "
                + NO_SANDBOX
                + "; install the package util-linux"));
    findings.add(plain(machine, Program.GIT, "no clone and no update of the sources"));
    findings.add(plain(machine, Program.NODE, "tests with a JavaScript client are skipped"));
    findings.add(plain(machine, Program.NPM, "tests with a JavaScript client are skipped"));
    findings.add(plain(machine, Program.PYTHON, "goals whose actions run Python do not work"));
    findings.add(plain(machine, Program.KCAT, "tests with a C client are skipped"));
    findings.add(docker(machine));
    return findings;
  }

  private static Finding docker(Machine machine) {
    String cost =
        "no images can be built or run; the local stack needs none, tests in containers are"
            + " skipped";
    Finding found = plain(machine, Program.DOCKER, cost);
    if (found.verdict() != Verdict.OK || succeeded(machine.dockerTrial())) {
      return found;
    }
    return optional(
        found.subject(),
        Verdict.BROKEN,
        found.found() + ", but its daemon does not answer: " + words(machine.dockerTrial()),
        cost);
  }

  private static Finding plain(Machine machine, Program program, String cost) {
    return judge(program.executable(), program, machine.answer(program), cost, false);
  }

  private static Finding judge(
      String subject, Program program, Answer answer, String cost, boolean necessary) {
    return switch (answer) {
      case Answer.Absent _ ->
          new Finding(
              subject,
              Verdict.MISSING,
              "no " + program.executable() + " on the PATH",
              cost,
              necessary);
      case Answer.Ran ran when ran.exitCode() == 0 ->
          new Finding(subject, Verdict.OK, ran.said(), "", necessary);
      case Answer.Ran _, Answer.Silent _ ->
          new Finding(
              subject,
              Verdict.BROKEN,
              String.join(" ", program.question()) + ": " + words(answer),
              cost,
              necessary);
    };
  }

  private static boolean succeeded(Answer answer) {
    return answer instanceof Answer.Ran ran && ran.exitCode() == 0;
  }

  private static String words(Answer answer) {
    return switch (answer) {
      case Answer.Absent _ -> "it is not there";
      case Answer.Silent _ -> "it did not end in time";
      case Answer.Ran ran -> ran.said().isEmpty() ? "exit code " + ran.exitCode() : ran.said();
    };
  }

  private static boolean isOlder(String version) {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.find()) {
      return false;
    }
    for (int i = 0; i < OLDEST_MAVEN.size(); i++) {
      String digits = numbers.group(i + 1);
      int difference =
          Integer.compare(digits == null ? 0 : Integer.parseInt(digits), OLDEST_MAVEN.get(i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static Finding optional(String subject, Verdict verdict, String found, String cost) {
    return new Finding(subject, verdict, found, cost, false);
  }
}
