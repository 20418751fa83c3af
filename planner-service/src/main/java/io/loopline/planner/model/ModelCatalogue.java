package io.loopline.planner.model;

import io.loopline.service.InvalidConfiguration;
import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The models a planner may be asked to use. Read once when the service starts; what a loop needs of
 * it goes into the loop when its goal is accepted, so a later catalogue changes no running loop.
 * Immutable, thread-safe.
 */
public final class ModelCatalogue {
  private static final String RESOURCE = "/loopline/models.yaml";
  private static final Setting<Optional<String>> FILE =
      Setting.optional(
          "loopline.models.file",
          "",
          "path of a YAML file",
          "more models, and other prices of known ones; the form is that of loopline/models.yaml");

  /** What {@link #from} reads. */
  public static final List<Setting<?>> SETTINGS = List.of(FILE);

  private final SortedMap<String, ModelEntry> models;

  private ModelCatalogue(Map<String, ModelEntry> models) {
    this.models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** The models that come with the program. */
  public static ModelCatalogue bundled() {
    try (InputStream content = ModelCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (content == null) {
        throw new IllegalStateException("this jar lacks " + RESOURCE);
      }
      return new ModelCatalogue(
          ModelFile.read(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    } catch (ModelFile.Malformed e) {
      throw new IllegalStateException("bug in " + RESOURCE + ": " + e.getMessage(), e);
    }
  }

  /**
   * The bundled models and those of the file that the settings name, which come before bundled ones
   * of the same name.
   *
   * @throws InvalidConfiguration when the file cannot be read or says nonsense
   */
  public static ModelCatalogue from(Settings settings) {
    ModelCatalogue bundled = bundled();
    return settings.get(FILE).map(file -> bundled.extendedBy(Path.of(file))).orElse(bundled);
  }

  private ModelCatalogue extendedBy(Path file) {
    Map<String, ModelEntry> all = new TreeMap<>(models);
    try {
      all.putAll(ModelFile.read(Files.readString(file)));
    } catch (IOException e) {
      throw new InvalidConfiguration(FILE.name(), file.toString(), "cannot be read: " + e);
    } catch (ModelFile.Malformed e) {
      throw new InvalidConfiguration(FILE.name(), file.toString(), String.valueOf(e.getMessage()));
    }
    return new ModelCatalogue(all);
  }

  /** The model of this name. */
  public Optional<ModelEntry> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /** Names of all models, in alphabetical order. */
  public Set<String> names() {
    return models.keySet();
  }
}
