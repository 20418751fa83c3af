package io.loopline.model;

import io.loopline.model.fake.FakeModelServer;
import io.loopline.model.fake.FakeProtocol;
import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fake server, profiles that lead to it, and the model that a service would make of them. */
final class ModelBench implements AutoCloseable {
  static final String KEY = "sk-planted-0123456789/+abc";
  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  static final OutputSchema FORM =
      new OutputSchema(
          "plan",
          """
          {"type":"object","additionalProperties":false,"required":["say"],\
          "properties":{"say":{"type":"string"}}}\
          """);

  final FakeModelServer server = FakeModelServer.start();
  final List<String> profiles = new ArrayList<>();
  private final Path folder;

  ModelBench(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets").resolve("PLANTED"), KEY + "\n");
    for (FakeProtocol protocol : FakeProtocol.values()) {
      profile(word(protocol), protocol, "");
    }
  }

  static String word(FakeProtocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  /** A profile that leads to the fake server; {@code more} are further fields. */
  ModelBench profile(String name, FakeProtocol protocol, String more) {
    return profileAt(name, protocol, server.baseUrl(protocol), more);
  }

  ModelBench profileAt(String name, FakeProtocol protocol, String baseUrl, String more) {
    profiles.add(
        """
          %s:
            provider: %s
            base_url: %s
            model: m1
            price: priced
            key: secret:PLANTED
            max_output_tokens: 1000
        %s
        """
            .formatted(name, word(protocol), baseUrl, more.indent(4)));
    return this;
  }

  Settings settings(Map<String, String> more) throws IOException {
    Path file = folder.resolve("models.yaml");
    Files.writeString(
        file,
        """
        models:
          priced:
            { input: 2000000, cached_input: 1000000, cache_write: 3000000, output: 10000000, context_tokens: 10000, max_output_tokens: 2000 }
        limits:
          account: { requests_per_minute: 2, max_concurrent: 1 }
        profiles:
        """
            + String.join("", profiles));
    Map<String, String> all = new HashMap<>(more);
    all.put("loopline.models.file", file.toString());
    all.put("loopline.secrets.directory", folder.resolve("secrets").toString());
    return Settings.of(all, Map.of());
  }

  LanguageModel model(InstantSource clock) throws IOException {
    return LanguageModels.from(settings(Map.of()), clock);
  }

  LanguageModel model() throws IOException {
    return model(InstantSource.fixed(NOW));
  }

  static ModelCall call(String profile) {
    return call(profile, new ModelCaps(5_000, 1_000, 1_000_000));
  }

  static ModelCall call(String profile, ModelCaps caps) {
    return new ModelCall(
        profile,
        List.of(
            new ModelMessage(ModelMessage.Role.SYSTEM, "You plan."),
            new ModelMessage(ModelMessage.Role.USER, "What next?")),
        null,
        caps,
        0,
        0,
        NOW.plus(Duration.ofSeconds(30)));
  }

  @Override
  public void close() {
    server.close();
  }
}
