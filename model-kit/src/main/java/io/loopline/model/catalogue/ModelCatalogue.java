package io.loopline.model.catalogue;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The models there are, and the profiles under which goals ask them. Read once when the service
 * starts; what a loop needs of it goes into the loop when its goal is accepted, so a later
 * catalogue changes no running loop. Immutable, thread-safe.
 */
public final class ModelCatalogue {
  private static final String RESOURCE = "/loopline/models.yaml";
  private static final Setting<Optional<String>> FILE =
      Setting.optional(
          "loopline.models.file",
          "",
          "path of a YAML file",
          "more models and profiles, which come before bundled ones of the same name; see"
              + " docs/models.md");

  /** What {@link #from} reads. */
  public static final List<Setting<?>> SETTINGS = List.of(FILE);

  private final SortedMap<String, ModelEntry> models;
  private final SortedMap<String, ModelProfile> profiles;

  private ModelCatalogue(Map<String, ModelEntry> models, Map<String, ModelProfile> profiles)
      throws Malformed {
    this.models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    this.profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
    new ProfileLinks(this.models, this.profiles).check();
  }

  /** The models and profiles that come with the program. */
  public static ModelCatalogue bundled() {
    try (InputStream content = ModelCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (content == null) {
        throw new IllegalStateException("this jar lacks " + RESOURCE);
      }
      ModelFile file = ModelFile.read(new String(content.readAllBytes(), StandardCharsets.UTF_8));
      return new ModelCatalogue(file.models(), file.profiles());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    } catch (Malformed e) {
      throw new IllegalStateException("bug in " + RESOURCE + ": " + e.getMessage(), e);
    }
  }

  /**
   * The bundled models and profiles and those of the file that the settings name, which come before
   * bundled ones of the same name.
   *
   * @throws InvalidConfiguration when the file cannot be read or says nonsense
   */
  public static ModelCatalogue from(Settings settings) {
    ModelCatalogue bundled = bundled();
    return settings.get(FILE).map(file -> bundled.extendedBy(Path.of(file))).orElse(bundled);
  }

  private ModelCatalogue extendedBy(Path file) {
    try {
      ModelFile own = ModelFile.read(Files.readString(file));
      Map<String, ModelEntry> allModels = new TreeMap<>(models);
      allModels.putAll(own.models());
      Map<String, ModelProfile> allProfiles = new TreeMap<>(profiles);
      allProfiles.putAll(own.profiles());
      return new ModelCatalogue(allModels, allProfiles);
    } catch (IOException e) {
      throw new InvalidConfiguration(FILE.name(), file.toString(), "cannot be read: " + e);
    } catch (Malformed e) {
      throw new InvalidConfiguration(FILE.name(), file.toString(), e.words());
    }
  }

  /** The model of this name. */
  public Optional<ModelEntry> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /** Names of all models, in alphabetical order. */
  public Set<String> names() {
    return models.keySet();
  }

  /** The profile of this name. */
  public Optional<ModelProfile> profile(String name) {
    return Optional.ofNullable(profiles.get(name));
  }

  /** Names of all profiles, in alphabetical order. */
  public Set<String> profileNames() {
    return profiles.keySet();
  }

  /** Price and size of the model that a profile of this catalogue asks. */
  public ModelEntry priceOf(ModelProfile profile) {
    ModelEntry entry = models.get(profile.price());
    if (entry == null) {
      throw new IllegalArgumentException("not a profile of this catalogue: " + profile.name());
    }
    return entry.of(profile);
  }

  /**
   * The profiles that a call may be answered by, in the order they are asked: the one so many steps
   * up the ladder and its fallbacks; then, when there are steps, the profile itself and its
   * fallbacks. Empty when there is no such profile. A ladder ends with its strongest profile.
   */
  public List<ModelProfile> chain(String profile, int modelSteps) {
    ModelProfile asked = profiles.get(profile);
    if (asked == null) {
      return List.of();
    }
    Set<ModelProfile> chain = new LinkedHashSet<>();
    int step = Math.min(modelSteps, asked.stronger().size());
    if (step > 0) {
      addWithFallbacks(asked.stronger().get(step - 1), chain);
    }
    addWithFallbacks(profile, chain);
    return List.copyOf(chain);
  }

  private void addWithFallbacks(String name, Set<ModelProfile> chain) {
    ModelProfile profile = profiles.get(name);
    if (profile != null && chain.add(profile)) {
      profile.fallbacks().forEach(fallback -> addWithFallbacks(fallback, chain));
    }
  }

  /**
   * What no call of this profile exceeds, whichever of its fallbacks and stronger profiles answers:
   * the highest prices, the smallest context, the shortest longest answer; under the name of the
   * profile's own model.
   */
  public Optional<ModelEntry> worstCase(String profile) {
    ModelProfile asked = profiles.get(profile);
    if (asked == null) {
      return Optional.empty();
    }
    ModelEntry worst = priceOf(asked);
    for (int step = 0; step <= asked.stronger().size(); step++) {
      for (ModelProfile candidate : chain(profile, step)) {
        worst = worst.worst(priceOf(candidate));
      }
    }
    return Optional.of(worst);
  }
}
