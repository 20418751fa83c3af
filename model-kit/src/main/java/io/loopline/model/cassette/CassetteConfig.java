package io.loopline.model.cassette;

import io.loopline.model.LanguageModel;
import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Whether calls are recorded or replayed. */
public final class CassetteConfig {
  private static final Setting<String> MODE =
      Setting.text(
          "loopline.models.cassette.mode",
          "off",
          "off, record or replay",
          "record appends each call to a model and its outcome to the file; replay answers from it"
              + " without network and keys");
  private static final Setting<Optional<String>> FILE =
      Setting.optional(
          "loopline.models.cassette.file", "", "path", "lines of JSON, one for each recorded call");

  /** What {@link #model} reads. */
  public static final List<Setting<?>> SETTINGS = List.of(MODE, FILE);

  private CassetteConfig() {}

  /**
   * The live model, one that records it, or one that replaces it.
   *
   * @param live made only when it is needed
   * @param redaction takes secrets out of what is recorded
   * @throws InvalidConfiguration when the settings cannot be used
   */
  public static LanguageModel model(
      Settings settings, Supplier<LanguageModel> live, UnaryOperator<String> redaction) {
    String mode = settings.get(MODE);
    return switch (mode) {
      case "off" -> live.get();
      case "record" -> new RecordingModel(live.get(), file(settings, mode), redaction);
      case "replay" -> replay(file(settings, mode));
      default -> throw new InvalidConfiguration(MODE.name(), mode, "must be off, record or replay");
    };
  }

  private static Path file(Settings settings, String mode) {
    return settings
        .get(FILE)
        .map(Path::of)
        .orElseThrow(() ->
            new InvalidConfiguration(
                MODE.name(), mode, FILE.name() + " must name the file for that"));
  }

  private static LanguageModel replay(Path file) {
    try {
      return ReplayingModel.of(file);
    } catch (IOException e) {
      throw new InvalidConfiguration(FILE.name(), file.toString(), "cannot be replayed: " + e);
    }
  }
}
