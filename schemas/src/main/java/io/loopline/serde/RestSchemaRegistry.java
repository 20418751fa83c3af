package io.loopline.serde;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The registry client: caches over {@link RegistryTransport}. Thread safe. Ids and schemas never
 * change once given, so they are kept for ever; refusals of an id are kept for a while.
 */
final class RestSchemaRegistry implements SchemaRegistry {
  /** Forged ids must not fill the memory. */
  private static final int MAX_REFUSALS = 1000;

  private final RegistryTransport transport;
  private final RegistrySettings settings;
  private final InstantSource clock;
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Refusal> refusals = new ConcurrentHashMap<>();

  /** One id look-up at a time: a flood of unknown ids cannot become a flood of requests. */
  private final ReentrantLock lookups = new ReentrantLock();

  /** The first call also loads classes and connects, so it gets the long timeout. */
  private volatile boolean warm;

  private record Registration(String subject, String schema) {}

  private record Refusal(
      Function<String, SerializationException> kind, String message, Instant until) {}

  RestSchemaRegistry(RegistryTransport transport, RegistrySettings settings, InstantSource clock) {
    this.transport = transport;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public int register(String subject, Schema schema) {
    return identify(subject, schema, "/versions", IncompatibleSchema::new);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return identify(subject, schema, "", UnknownSchemaId::new);
  }

  private int identify(
      String subject,
      Schema schema,
      String operation,
      Function<String, SerializationException> refused) {
    Registration registration = new Registration(subject, schema.toString());
    Integer known = ids.get(registration);
    if (known != null) {
      return known;
    }
    String body =
        JsonNodeFactory.instance.objectNode().put("schema", registration.schema()).toString();
    RegistryAnswer answer =
        call("POST", "/subjects/" + encode(subject) + operation, body, settings.requestTimeout());
    if (!answer.ok()) {
      throw refused.apply(
          "%s is not registered under subject %s: %s"
              .formatted(schema.getFullName(), subject, answer.reason()));
    }
    int id = answer.body().path("id").asInt(-1);
    if (id < 0) {
      throw new RegistryUnreachable(
          "the registry gave no id for subject " + subject + ": " + answer.body());
    }
    ids.put(registration, id);
    schemas.put(id, schema);
    return id;
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    lookups.lock();
    try {
      Schema meanwhile = schemas.get(id);
      return meanwhile != null ? meanwhile : lookUp(id);
    } finally {
      lookups.unlock();
    }
  }

  private Schema lookUp(int id) {
    if (id < 0) {
      throw new UnknownSchemaId("no schema can have the id " + id);
    }
    Refusal refusal = refusals.get(id);
    if (refusal != null && clock.instant().isBefore(refusal.until())) {
      throw refusal.kind().apply(refusal.message());
    }
    Duration limit = warm ? settings.lookupTimeout() : settings.requestTimeout();
    RegistryAnswer answer = call("GET", "/schemas/ids/" + id, null, limit);
    if (!answer.ok()) {
      throw refuse(id, UnknownSchemaId::new, "schema id %d: %s".formatted(id, answer.reason()));
    }
    try {
      Schema schema = new Schema.Parser().parse(answer.body().path("schema").asText());
      schemas.put(id, schema);
      return schema;
    } catch (AvroRuntimeException e) {
      throw refuse(
          id,
          IncompatibleSchema::new,
          "schema id %d is not an Avro schema by itself".formatted(id));
    }
  }

  private SerializationException refuse(
      int id, Function<String, SerializationException> kind, String message) {
    if (refusals.size() >= MAX_REFUSALS) {
      refusals.clear();
    }
    refusals.put(id, new Refusal(kind, message, clock.instant().plus(settings.unknownIdTtl())));
    return kind.apply(message);
  }

  @Override
  public void setCompatibility(String subject, String level) {
    String body = JsonNodeFactory.instance.objectNode().put("compatibility", level).toString();
    RegistryAnswer answer =
        call("PUT", "/config/" + encode(subject), body, settings.requestTimeout());
    if (!answer.ok()) {
      String message =
          "the registry does not set compatibility %s for subject %s: %s"
              .formatted(level, subject, answer.reason());
      throw answer.notFound() ? new UnknownSchemaId(message) : new IncompatibleSchema(message);
    }
  }

  private RegistryAnswer call(String method, String path, @Nullable String body, Duration limit) {
    RegistryAnswer answer = transport.call(method, path, body, limit);
    warm = true;
    return answer;
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
