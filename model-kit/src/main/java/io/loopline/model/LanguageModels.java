package io.loopline.model;

import io.loopline.model.cassette.CassetteConfig;
import io.loopline.model.catalogue.ModelCatalogue;
import io.loopline.model.guard.GuardedModel;
import io.loopline.model.provider.Exchanges;
import io.loopline.model.secret.Redaction;
import io.loopline.model.secret.Secrets;
import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes the language model of a service from its settings. */
public final class LanguageModels {
  /** What {@link #from} reads; those of {@link ModelCatalogue} are among them. */
  public static final List<Setting<?>> SETTINGS =
      Stream.of(ModelCatalogue.SETTINGS, Secrets.SETTINGS, CassetteConfig.SETTINGS)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private LanguageModels() {}

  /**
   * Every profile of the catalogue, within caps and behind its guards; recorded or replayed where
   * the settings say so. One for a process: the guards protect what they see.
   *
   * @param clock time of deadlines, breakers and waits
   * @throws InvalidConfiguration when the settings cannot be used
   */
  public static LanguageModel from(Settings settings, InstantSource clock) {
    ModelCatalogue catalogue = ModelCatalogue.from(settings);
    Secrets secrets = Secrets.from(settings);
    return CassetteConfig.model(
        settings,
        () -> new GuardedModel(catalogue, new Exchanges(secrets, clock), clock),
        line -> redacted(line, catalogue, secrets));
  }

  /** Without the key of any profile. */
  private static String redacted(String line, ModelCatalogue catalogue, Secrets secrets) {
    List<String> names =
        catalogue.profileNames().stream()
            .flatMap(name -> catalogue.profile(name).stream())
            .map(profile -> profile.key())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    String clean = line;
    for (String name : names) {
      clean = redacted(clean, name, secrets);
    }
    return clean;
  }

  /** A key that is not there is not in the text. */
  private static String redacted(String text, String name, Secrets secrets) {
    try {
      return Redaction.of(text, secrets.resolve(name));
    } catch (Secrets.Missing e) {
      return text;
    }
  }
}
