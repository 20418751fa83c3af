package io.loopline.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that is no part of Loopline. */
final class Program {
  private static final long PATIENCE_SECONDS = 180;

  private Program() {}

  /** Skips the test when a program is missing. The reason names its Debian package. */
  static void assumeInstalled(String program, String debianPackage) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(found, "%s is not on the PATH (package %s)".formatted(program, debianPackage));
  }

  /**
   * Standard output of a run that has to succeed.
   *
   * @throws AssertionError with everything it printed when it fails or does not end
   */
  static byte[] run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile(folder, "stderr", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                process.getInputStream().transferTo(out);
              } catch (IOException cut) {
                out.writeBytes(cut.toString().getBytes(StandardCharsets.UTF_8));
              }
            });
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      // closes the output, which may not be read to its end
      process.destroyForcibly();
    }
    reader.join();
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          "%s %s: %s %s"
              .formatted(
                  String.join(" ", command),
                  ended ? "failed" : "did not end",
                  out.toString(StandardCharsets.UTF_8),
                  Files.readString(errors)));
    }
    return out.toByteArray();
  }
}
