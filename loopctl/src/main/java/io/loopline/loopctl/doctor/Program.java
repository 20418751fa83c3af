package io.loopline.loopctl.doctor;

import java.util.List;

/** The programs that are looked for, each with the command that shows that it works. */
enum Program {
  MAVEN("mvn -v"),
  GIT("git --version"),
  BUBBLEWRAP("bwrap --version"),
  PRLIMIT("prlimit --version"),
  SETPRIV("setpriv --version"),
  NODE("node --version"),
  NPM("npm --version"),
  PYTHON("python3 --version"),
  KCAT("kcat -V"),
  DOCKER("docker --version");

  private final String question;

  Program(String question) {
    this.question = question;
  }

  /** The name of its executable. */
  String executable() {
    return question().getFirst();
  }

  /** The command that prints its version. */
  List<String> question() {
    return List.of(question.split(" ", -1));
  }
}
