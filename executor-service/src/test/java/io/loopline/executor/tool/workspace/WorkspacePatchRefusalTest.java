package io.loopline.executor.tool.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.FailureKind;
import io.loopline.executor.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspacePatchRefusalTest extends PatchFixture {
  private static final String FIRST = "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+two\n";

  @BeforeEach
  void given() throws IOException {
    file("a", "1\n2\n3\n4\n");
    file("b", "x\ny\nz\nx\nw");
    file("folder/c", "c\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          --- a/b|+++ b/b|@@ -1,2 +1,2 @@| x|-Y|+yy ~ Hunk 1 of 'b' (line 9 of the diff) does not apply: line 2: expected "Y", found "y"
          --- a/b|+++ b/b|@@ -5 +5 @@|-w|+ww ~ line 5: expected "w\\n", found "w"
          --- a/b|+++ b/b|@@ -7 +7 @@|-q|+yy ~ line 7: expected "q", found the end of the file
          --- a/b|+++ b/b|@@ -2 +2 @@|-x|+X ~ not at line 2 where it says, but at 2 places (lines 1, 4)
          --- a/b|+++ b/b|@@ -1 +1 @@|-q|+x ~ looks as if it was applied before
          --- a/b|+++ b/b|@@ -5,0 +6 @@|+q ~ without a line end would not be the file's last
          --- a/b|+++ b/b|@@ -1 +1 @@|-x|+q|\\ No newline ~ without a line end would not be the file's last
          --- a/b|+++ b/b|@@ -9,0 +9 @@|+q ~ it adds after line 9, and the file has 5 lines
          --- a/b|+++ b/b|@@ -3 +3 @@|-z|+Z|@@ -1 +1 @@|-x|+q ~ Hunk 2 of 'b' (line 12 of the diff) does not apply: it says line 1, but the hunk above it goes to line 3
          --- a/b|+++ b/b|@@ -0 +1 @@|-z|+Z ~ Line 9 of the diff begins a hunk at line 0
          --- a/b|+++ b/b|@@ -1,2 +1,2 @@| x|-y ~ Line 12 of the diff is not what the header of hunk 1 of 'b' says: after 2 of 2 old and 1 of 2 new lines the diff ends
          --- a/b|+++ b/b|@@ -1,2 +1 @@| x|y ~ Line 11 of the diff is not what the header of hunk 1 of 'b' says: after 1 of 2 old and 1 of 1 new lines there is "y"
          --- a/b|+++ b/b|@@ -1 +1,2 @@|-x|-y ~ after 1 of 1 old and 0 of 2 new lines there is "-y"
          --- a/b|+++ b/b|@@ -1 +1 @@|-x|+q|+r ~ Line 12 of the diff goes on after hunk 1 of 'b', whose header counts fewer lines: "+r"
          --- a/b|+++ b/b|@@ -1 +1 @@| x ~ changes nothing
          --- a/b|+++ b/b|@@ ... @@|-x|+q ~ Line 9 of the diff is no hunk header
          --- a/b|+++ b/b|@@ -1,2 +1 @@|-x|\\ No newline|-y|+q ~ takes the line end off a line of hunk 1 of 'b' that is not its last
          --- a/b|+++ b/b ~ 'b', which has no hunk
          --- a/b|+++ b/b|-x|+q ~ belongs to no hunk: "-x"
          diff --git a/b b/b|@@ -1 +1 @@|-x|+q ~ no '---' and '+++' say of which file
          --- a/no|+++ b/no|@@ -1 +1 @@|-x|+q ~ Line 7 of the diff is about 'no', and there is no such file
          --- /dev/null|+++ b/b|@@ -0,0 +1 @@|+q ~ creates 'b', which is there already
          --- a/b|+++ /dev/null|@@ -1 +0,0 @@|-x ~ deletes 'b', but its hunks leave 4 lines of it
          --- a/b|+++ b/bb|@@ -1 +1 @@|-x|+q ~ renames 'b' to 'bb'; renames are not supported
          --- /dev/null|+++ /dev/null|@@ -1 +1 @@|-x|+q ~ names no file
          --- a/folder|+++ b/folder|@@ -1 +1 @@|-x|+q ~ 'folder' is a folder
          --- /dev/null|+++ b/b/new|@@ -0,0 +1 @@|+q ~ A file is where 'b/new' needs a folder
          --- "a/b|+++ "b/b|@@ -1 +1 @@|-x|+q ~ has a name whose quotes do not end
          --- "a/\\q"|+++ "b/\\q"|@@ -1 +1 @@|-x|+q ~ has an unknown escape
          diff --git a/b b/n|similarity index 100%|rename from b|rename to n ~ renames a file; delete the one and create the other (a/b b/n)
          diff --git a/b b/n|copy from b|copy to n ~ copies a file
          diff --git a/b b/b|old mode 100644|new mode 100755 ~ changes the mode of a file
          diff --git a/n b/n|new file mode 120000 ~ has the mode 120000, which is no file's
          diff --git a/b b/b|Binary files a/b and b/b differ ~ is a binary patch; only text is patched (a/b b/b)
          diff --git a/b b/b|index 1..2 100644|GIT binary patch ~ Line 9 of the diff is a binary patch
          diff --cc b ~ a diff of a merge
          diff --git a/b b/bb ~ does not name one file
          """)
  void shouldNameFileHunkAndLineAndChangeNothing(String second, String message) throws IOException {
    // Given: the part before applies
    String diff = FIRST + second.replace("|", "\n") + "\n";
    // Then
    assertRefused(diff, message);
  }

  @ParameterizedTest
  @CsvSource({
    "../x, leaves the workspace",
    "/etc/x, is absolute",
    "x/../../y, leaves the workspace",
    "link, leads through a symbolic link",
    "away/x, leads through a symbolic link",
    "secret/x, The policy denies 'secret/x'",
    "x\\y, holds a backslash"
  })
  void shouldDenyPathsThatAreNotItsOwn(String path, String message) throws IOException {
    // Given
    Path outside =
        Files.createDirectories(workspace.resolveSibling("outside-" + workspace.getFileName()));
    Files.createSymbolicLink(workspace.resolve("link"), workspace.resolve("a"));
    Files.createSymbolicLink(workspace.resolve("away"), outside);
    Map<String, String> before = files();
    for (String from : new String[] {path, "/dev/null"}) {
      // When
      ToolOutcome outcome =
          patch("%s--- %s\n+++ %s\n@@ -0,0 +1 @@\n+1\n".formatted(FIRST, from, path));
      // Then
      assertThat(outcome)
          .isInstanceOfSatisfying(
              ToolOutcome.Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.DENIED);
                assertThat(failed.message()).contains(message);
              });
    }
    assertThat(files()).isEqualTo(before);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void shouldNameTheLimitWhenAFileGetsTooLarge() throws IOException {
    // When
    ToolOutcome outcome = patch("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+" + "1".repeat(1000) + "\n");
    // Then
    assertThat(outcome)
        .isEqualTo(
            ToolOutcome.Failed.overLimit(
                "workspace", "'a' would have 1007 bytes, the workspace may have 1000"));
  }

  @Test
  void shouldSayThatAFileIsNoText() throws IOException {
    // Given
    Files.write(workspace.resolve("a"), new byte[] {'1', '\n', (byte) 0xff});
    // When
    ToolOutcome outcome = patch(FIRST);
    // Then
    assertThat(outcome)
        .isEqualTo(
            ToolOutcome.Failed.of(
                FailureKind.TOOL_FAILED, "'a' is not UTF-8 text; a diff changes text only"));
  }

  @Test
  void shouldSayHowADiffBeginsWhenThereIsNone() throws IOException {
    assertRefused("Change 2 to two, please.\n", "The diff has no part of a file");
  }

  private void assertRefused(String diff, String message) throws IOException {
    Map<String, String> before = files();
    assertThat(patch(diff))
        .isInstanceOfSatisfying(
            ToolOutcome.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(FailureKind.TOOL_FAILED);
              assertThat(failed.message()).contains(message);
            });
    assertThat(files()).as("nothing is changed").isEqualTo(before);
  }
}
