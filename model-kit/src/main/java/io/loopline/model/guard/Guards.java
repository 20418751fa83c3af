package io.loopline.model.guard;

import io.loopline.model.catalogue.ModelProfile;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guards of all profiles of a process. Profiles with the same server and key share its breaker,
 * and those that ask it for the same model the wait it asked for, so that one call's discovery
 * spares all others. Rates and places are a profile's own, or of the limits that it shares.
 * Thread-safe.
 */
final class Guards {
  private final Map<String, ProfileGuard> guards = new ConcurrentHashMap<>();
  private final Map<String, EndpointBreaker> breakers = new ConcurrentHashMap<>();
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Guards(InstantSource clock) {
    this.clock = clock;
  }

  ProfileGuard of(ModelProfile profile) {
    return guards.computeIfAbsent(
        profile.name(),
        _ -> new ProfileGuard(profile, breaker(profile), hold(profile), allowance(profile)));
  }

  private EndpointBreaker breaker(ModelProfile profile) {
    return breakers.computeIfAbsent(server(profile), name -> new EndpointBreaker(name, clock));
  }

  /** Providers limit each model by itself, so a wait for one is none for another. */
  private Hold hold(ModelProfile profile) {
    return holds.computeIfAbsent(server(profile) + " " + profile.model(), _ -> new Hold(clock));
  }

  private Allowance allowance(ModelProfile profile) {
    String shared = profile.limits().shared();
    return allowances.computeIfAbsent(
        shared == null ? "profile " + profile.name() : "limits " + shared,
        name -> Allowance.of(name, profile.limits()));
  }

  private static String server(ModelProfile profile) {
    return "%s %s %s".formatted(profile.provider().word(), profile.baseUrl(), profile.key());
  }
}
