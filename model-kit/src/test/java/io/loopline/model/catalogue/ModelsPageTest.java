package io.loopline.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/models.md shows is what the program takes. */
class ModelsPageTest {
  private final String page;

  @TempDir private Path folder;

  ModelsPageTest() throws IOException {
    page = Files.readString(Path.of("..", "docs", "models.md"));
  }

  @Test
  void shouldTakeTheFileThatThePageShows() throws IOException {
    // Given
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(yaml.find()).isTrue();
    Path file = Files.writeString(folder.resolve("models.yaml"), yaml.group(1));

    // When
    ModelCatalogue catalogue =
        ModelCatalogue.from(Settings.of(Map.of("loopline.models.file", file.toString()), Map.of()));

    // Then every field is in it
    assertThat(catalogue.profile("team")).isPresent();
    assertThat(ProfileFields.KNOWN)
        .allSatisfy(field -> assertThat(yaml.group(1)).contains("    " + field + ":"));
  }

  @Test
  void shouldNameTheBundledProfiles() {
    int start = page.indexOf("Bundled profiles:");
    String sentence = page.substring(start, page.indexOf("([models.yaml]", start));

    assertThat(Pattern.compile("`([a-z-]+)`").matcher(sentence).results())
        .extracting(named -> named.group(1))
        .containsExactlyInAnyOrderElementsOf(ModelCatalogue.bundled().profileNames());
  }
}
