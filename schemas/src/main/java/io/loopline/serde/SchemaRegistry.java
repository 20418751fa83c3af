package io.loopline.serde;

import java.time.InstantSource;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API. Safe for use by many threads. Every call is
 * bounded in time; what was answered once is not asked again.
 */
public interface SchemaRegistry {

  /**
   * Client of the registries at these addresses.
   *
   * @param urls base addresses of equal registries, separated by commas; the first that answers is
   *     used
   */
  static SchemaRegistry connect(String urls) {
    return connect(RegistrySettings.of(urls));
  }

  /** Client with these settings. Connects on first use. */
  static SchemaRegistry connect(RegistrySettings settings) {
    return new RestSchemaRegistry(
        new RegistryTransport(settings, InstantSource.system()), settings, InstantSource.system());
  }

  /**
   * Registers the schema under the subject, or finds it there.
   *
   * @return id of the schema
   * @throws IncompatibleSchema when the registry refuses it
   * @throws RegistryUnreachable when no registry answers
   */
  int register(String subject, Schema schema);

  /**
   * Id of a schema that is registered under the subject already.
   *
   * @throws UnknownSchemaId when it is not
   * @throws RegistryUnreachable when no registry answers
   */
  int idOf(String subject, Schema schema);

  /**
   * Schema of this id.
   *
   * @throws UnknownSchemaId when the registry has none
   * @throws IncompatibleSchema when it is not an Avro schema
   * @throws RegistryUnreachable when no registry answers
   */
  Schema byId(int id);

  /**
   * Sets the compatibility level of a subject, such as FULL_TRANSITIVE. Some registries want the
   * subject to have a schema first.
   *
   * @throws UnknownSchemaId when the registry does not know the subject
   * @throws RegistryUnreachable when no registry answers
   */
  void setCompatibility(String subject, String level);
}
