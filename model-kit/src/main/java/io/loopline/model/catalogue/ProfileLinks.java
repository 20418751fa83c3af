package io.loopline.model.catalogue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;

/** Looks up what profiles refer to: prices, fallbacks, stronger profiles. */
final class ProfileLinks {
  private final SortedMap<String, ModelEntry> models;
  private final SortedMap<String, ModelProfile> profiles;

  ProfileLinks(SortedMap<String, ModelEntry> models, SortedMap<String, ModelProfile> profiles) {
    this.models = models;
    this.profiles = profiles;
  }

  void check() throws Malformed {
    for (ModelProfile profile : profiles.values()) {
      checkPrice(profile);
      checkNames(profile, "fallbacks", profile.fallbacks());
      checkNames(profile, "stronger", profile.stronger());
    }
    for (ModelProfile profile : profiles.values()) {
      checkCycle(profile, new ArrayDeque<>());
    }
  }

  private void checkPrice(ModelProfile profile) throws Malformed {
    ModelEntry entry = models.get(profile.price());
    if (entry == null) {
      throw new Malformed(
          "profiles.%s.price: unknown model '%s' (one of %s)"
              .formatted(profile.name(), profile.price(), joined(models.keySet())));
    }
    if (profile.maxOutputTokens() > entry.maxOutputTokens()) {
      throw new Malformed(
          "profiles.%s.max_output_tokens: expected at most the %d of models.%s, found %d"
              .formatted(
                  profile.name(),
                  entry.maxOutputTokens(),
                  profile.price(),
                  profile.maxOutputTokens()));
    }
  }

  private void checkNames(ModelProfile profile, String field, List<String> names) throws Malformed {
    for (String name : names) {
      if (!profiles.containsKey(name)) {
        throw new Malformed(
            "profiles.%s.%s: unknown profile '%s' (one of %s)"
                .formatted(profile.name(), field, name, joined(profiles.keySet())));
      }
      if (name.equals(profile.name())) {
        throw new Malformed(
            "profiles.%s.%s: a profile does not name itself".formatted(profile.name(), field));
      }
    }
  }

  private void checkCycle(ModelProfile profile, Deque<String> path) throws Malformed {
    if (path.contains(profile.name())) {
      path.addLast(profile.name());
      throw new Malformed(
          "profiles.%s.fallbacks: a circle: %s"
              .formatted(profile.name(), String.join(" -> ", path)));
    }
    path.addLast(profile.name());
    for (String fallback : profile.fallbacks()) {
      ModelProfile next = profiles.get(fallback);
      if (next != null) {
        checkCycle(next, path);
      }
    }
    path.removeLast();
  }

  private static String joined(Collection<String> names) {
    return String.join(", ", names);
  }
}
