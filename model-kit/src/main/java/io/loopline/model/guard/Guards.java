package io.loopline.model.guard;

import io.loopline.model.catalogue.ModelProfile;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guards of all profiles of a process. Profiles with the same server and key share its breaker,
 * so that one call's discovery of an outage spares all others. Thread-safe.
 */
final class Guards {
  private final Map<String, ProfileGuard> guards = new ConcurrentHashMap<>();
  private final Map<String, EndpointBreaker> breakers = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Guards(InstantSource clock) {
    this.clock = clock;
  }

  ProfileGuard of(ModelProfile profile) {
    return guards.computeIfAbsent(
        profile.name(), _ -> new ProfileGuard(profile, breaker(profile), clock));
  }

  private EndpointBreaker breaker(ModelProfile profile) {
    String server =
        "%s %s %s".formatted(profile.provider().word(), profile.baseUrl(), profile.key());
    return breakers.computeIfAbsent(server, name -> new EndpointBreaker(name, clock));
  }
}
