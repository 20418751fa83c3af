package io.loopline.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCheckTest {
  /** SHA-256 of "hello". */
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'path':'out/a.txt'}|true|5 bytes",
        "{'path':'out/a.txt','min_bytes':5}|true|5 bytes",
        "{'path':'out/a.txt','min_bytes':6}|false|5 bytes",
        "{'path':'out/b.txt'}|false|no file out/b.txt in the workspace",
        "{'path':'out'}|false|out is not a regular file",
        "{'path':'/etc/passwd'}|false|error: '/etc/passwd' is absolute",
        "{'path':'out/../../x'}|false|leaves the workspace",
        "{'path':'out/a.txt','min_bytes':-1}|false|error: setting 'min_bytes' is not a whole",
        "{'path':'out/a.txt','min_bytes':1.5}|false|error: setting 'min_bytes' is not a whole",
        "{}|false|error: setting 'path' is missing",
      })
  void shouldLookForFileWhenPathIsGiven(String settings, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).file("out/a.txt", "hello");

    // When
    CheckOutcome outcome = bench.outcome(new FileExistsCheck(), settings.replace('\'', '"'));

    // Then
    assertThat(outcome.passed()).isEqualTo(passed);
    assertThat(outcome.found()).contains(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'path':'a.txt','sha256':'HASH'}|true|5 bytes, as expected",
        "{'path':'a.txt','contains':'ell'}|true|5 bytes, as expected",
        "{'path':'a.txt','contains':'elk'}|false|the text does not occur in 5 bytes",
        "{'path':'a.txt','sha256':'HASH','contains':'elk'}|false|the text does not occur",
        "{'path':'a.txt','sha256':'00'}|false|sha256 HASH",
        "{'path':'b.txt','contains':'x'}|false|no file b.txt in the workspace",
        "{'path':'a.txt'}|false|error: neither 'sha256' nor 'contains' is set",
      })
  void shouldCompareFileWhenContentIsGiven(String settings, boolean passed, String found)
      throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).file("a.txt", "hello");

    // When
    CheckOutcome outcome =
        bench.outcome(new FileMatchesCheck(), settings.replace('\'', '"').replace("HASH", HELLO));

    // Then
    assertThat(outcome.passed()).isEqualTo(passed);
    assertThat(outcome.found()).contains(found.replace("HASH", HELLO));
  }

  @Test
  void shouldNotPassWhenPathIsASymbolicLink() throws Exception {
    // Given
    CheckBench bench = new CheckBench(root).file("a.txt", "hello");
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a.txt"));

    // When
    CheckOutcome outcome = bench.outcome(new FileExistsCheck(), "{\"path\":\"link\"}");

    // Then
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.found()).contains("symbolic link");
  }
}
