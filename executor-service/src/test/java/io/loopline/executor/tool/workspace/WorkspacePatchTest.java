package io.loopline.executor.tool.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePatchTest extends PatchFixture {
  @Test
  void shouldChangeCreateAndDeleteWhenOneDiffHasSeveralFiles() throws IOException {
    // Given
    file("a.txt", "1\n2\n3\n");
    file("old/b.txt", "gone\n");
    // When
    ToolOutcome outcome =
        patch(
            """
            Two words before it.

            --- a/a.txt
            +++ b/a.txt
            @@ -1,3 +1,3 @@
             1
            -2
            +two
             3
            --- /dev/null
            +++ b/new/c.txt
            @@ -0,0 +1,2 @@
            +-- looks like a header
            +++ so does this
            --- a/old/b.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -gone
            """);
    // Then
    assertThat(files())
        .isEqualTo(
            Map.of(
                "a.txt", "1\ntwo\n3\n",
                "new/c.txt", "-- looks like a header\n++ so does this\n"));
    assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
    ToolOutcome.Done done = (ToolOutcome.Done) outcome;
    assertThat(done.text())
        .isEqualTo("changed a.txt, 1 hunk\ncreated new/c.txt, 1 hunk\ndeleted old/b.txt, 1 hunk");
    assertThat(done.result().toString())
        .startsWith(
            "{\"files\":[{\"path\":\"a.txt\",\"change\":\"change\",\"hunks\":1,\"moved\":0},");
  }

  @Test
  void shouldReadGitsHeadersWhenGitMadeTheDiff() throws IOException {
    // Given
    file("é.txt", "x\n");
    file("empty", "");
    // When
    patched(
        """
        diff --git "a/\\303\\251.txt" "b/\\303\\251.txt"
        index 587be6b..975fbec 100644
        --- "a/\\303\\251.txt"
        +++ "b/\\303\\251.txt"
        @@ -1 +1 @@ void main()
        -x
        +y
        diff --git a/empty b/empty
        deleted file mode 100644
        index e69de29..0000000
        diff --git a/run me.sh b/run me.sh
        new file mode 100755
        index 0000000..e69de29
        diff --git a/z.txt b/z.txt
        new file mode 100644
        index 0000000..b680253
        --- /dev/null
        +++ b/z.txt
        @@ -0,0 +1 @@
        +z
        --\s
        2.39.5
        """);
    // Then
    assertThat(files()).isEqualTo(Map.of("é.txt", "y\n", "run me.sh", "", "z.txt", "z\n"));
  }

  @Test
  void shouldTakeTheNameAsItIsWhenTheDiffHasNoPrefixes() throws IOException {
    // Given
    file("a/b.txt", "x\n");
    // When
    patched(
        "--- a/b.txt\t2026-01-01 00:00:00\n+++ a/b.txt\t2026-01-02 00:00:00\n@@ -1 +1 @@\n-x\n+y\n");
    // Then
    assertThat(files()).isEqualTo(Map.of("a/b.txt", "y\n"));
  }

  @Test
  void shouldGoOnFromThePartBeforeWhenAFileComesTwice() throws IOException {
    // When
    patched(
        """
        --- /dev/null
        +++ b/x
        @@ -0,0 +1 @@
        +one
        --- a/x
        +++ b/x
        @@ -1 +1 @@
        -one
        +two
        """);
    // Then
    assertThat(files()).isEqualTo(Map.of("x", "two\n"));
  }

  @Test
  void shouldFindTheOnePlaceWhenTheLineNumbersAreOff() throws IOException {
    // Given
    file("x", "0\n0\n0\na\nb\nc\nd\ne\n");
    // When
    String text =
        patched(
            """
            --- a/x
            +++ b/x
            @@ -1,2 +1,2 @@
             a
            -b
            +B
            @@ -4,2 +4,3 @@
             d
            +D
             e
            """);
    // Then
    assertThat(files()).isEqualTo(Map.of("x", "0\n0\n0\na\nB\nc\nd\nD\ne\n"));
    assertThat(text).isEqualTo("changed x, 2 hunks, 1 at another line than it says");
  }

  @Test
  void shouldKeepTheEndOfTheFileAsTheMarkerSays() throws IOException {
    // Given
    file("x", "1\n2");
    file("y", "1\n2\n");
    // When
    patched(
        """
        --- a/x
        +++ b/x
        @@ -1,2 +1,2 @@
         1
        -2
        \\ No newline at end of file
        +2
        --- a/y
        +++ b/y
        @@ -1,2 +1,2 @@
         1
        -2
        +two
        \\ No newline at end of file
        """);
    // Then
    assertThat(files()).isEqualTo(Map.of("x", "1\n2\n", "y", "1\ntwo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void shouldKeepTheFilesLineEndsWhenTheDiffHasOthers(String diffEnd) throws IOException {
    // Given
    file("unix", "1\n\n2\n");
    file("windows", "1\r\n\r\n2\r\n");
    String diff =
        """
        --- a/unix
        +++ b/unix
        @@ -1,3 +1,3 @@
         1

        -2
        +3
        """;
    String both = diff + diff.replace("unix", "windows");
    // When
    patched(both.replace("\n", diffEnd));
    // Then
    assertThat(files()).isEqualTo(Map.of("unix", "1\n\n3\n", "windows", "1\r\n\r\n3\r\n"));
  }

  @Test
  void shouldChangeTheLineEndsWhenTheDiffSaysSo() throws IOException {
    // Given
    file("x", "1\r\n2\r\n");
    // When
    patched("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n 1\r\n-2\r\n+2\n");
    // Then
    assertThat(files()).isEqualTo(Map.of("x", "1\r\n2\n"));
  }
}
