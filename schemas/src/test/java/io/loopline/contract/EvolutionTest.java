package io.loopline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.event.Goal;
import io.loopline.serde.ContractSchema;
import io.loopline.serde.EventCodec;
import io.loopline.serde.LocalSchemaRegistry;
import io.loopline.serde.StateCodec;
import io.loopline.serde.StateHistory;
import io.loopline.topic.LoopTopic;
import io.loopline.topic.LoopTopics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise of FULL_TRANSITIVE: any two versions of a contract read each other's data. */
class EvolutionTest {

  static Stream<Class<? extends SpecificRecord>> contracts() {
    return Contracts.all().stream();
  }

  static Stream<LoopTopic<?>> topics() {
    return LoopTopics.all().stream();
  }

  static Stream<Class<? extends SpecificRecord>> states() {
    return StateHistory.types().stream();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldHoldTheCurrentSchemaAsTheNewestVersion(Class<? extends SpecificRecord> type) {
    for (Path folder : Contracts.folders(type)) {
      // Given
      if (Contracts.WRITE) {
        Contracts.writeNewest(type, folder);
      }

      // When
      List<Schema> history = Contracts.history(folder);

      // Then
      assertThat(history).as("versions in %s", folder).isNotEmpty();
      assertThat(history.get(history.size() - 1).toString(true))
          .as(
              "%s changed. After a release add a copy of its newest version under the next number;"
                  + " then run: mvn -pl schemas test -Dtest='EvolutionTest,EventsPageTest'"
                  + " -Dloopline.contracts.write=true",
              type.getSimpleName())
          .isEqualTo(ContractSchema.of(type).toString(true));
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldBeFullyCompatibleWithEveryVersion(Class<? extends SpecificRecord> type) {
    Schema current = ContractSchema.of(type);
    for (Path folder : Contracts.folders(type)) {
      List<Schema> history = Contracts.history(folder);
      assertThat(history).isNotEmpty();
      history.forEach(
          version -> assertThat(Contracts.conflicts(current, version)).as("%s", folder).isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldStayCompatibleWhenEveryEnumAndRecordGrows(Class<? extends SpecificRecord> type) {
    // Given
    Schema current = ContractSchema.of(type);

    // When
    Schema later = SchemaChange.grow(current);

    // Then
    assertThat(later).isNotEqualTo(current);
    assertThat(Contracts.conflicts(current, later)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldSeeAFieldWithoutADefaultAsAConflict(Class<? extends SpecificRecord> type) {
    Schema current = ContractSchema.of(type);

    assertThat(Contracts.conflicts(current, SchemaChange.demand(current)))
        .singleElement()
        .asString()
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void shouldSeeANewSymbolAsAConflictWhenTheEnumHasNoDefault() {
    // Given
    Schema careless = SchemaChange.withoutEnumDefaults(ContractSchema.of(Goal.class));

    // Then
    assertThat(Contracts.conflicts(careless, SchemaChange.grow(careless)))
        .isNotEmpty()
        .allSatisfy(conflict -> assertThat(conflict).contains("MISSING_ENUM_SYMBOLS"));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldReadANewSymbolOfAnEventAsUnrecognized(LoopTopic<?> topic) {
    // Given
    Schema later = SchemaChange.grow(ContractSchema.of(topic.type()));
    LocalSchemaRegistry registry = new LocalSchemaRegistry();
    int id = registry.register(topic.subject(), later);
    byte[] header = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    byte[] bytes = Specimen.bytes(header, later, fromTheFuture(later));

    // When
    SpecificRecord event = new EventCodec(registry).decode(topic, bytes);

    // Then
    assertThat(symbols(event)).hasSameSizeAs(symbols(fromTheFuture(later)));
    assertThat(symbols(event)).allMatch("UNRECOGNIZED"::equals);
  }

  @ParameterizedTest
  @MethodSource("states")
  void shouldReadAnotherVersionOfStoredState(Class<? extends SpecificRecord> type) {
    // Given
    Schema other = SchemaChange.grow(ContractSchema.of(type));
    byte[] header =
        ByteBuffer.allocate(10)
            .putShort((short) 0xC301)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(other))
            .array();
    byte[] bytes = Specimen.bytes(header, other, fromTheFuture(other));

    // When
    SpecificRecord state = new StateCodec<>(type, List.of(other)).decode(bytes);

    // Then
    assertThat(symbols(state)).allMatch("UNRECOGNIZED"::equals);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldDocumentEveryRecordFieldAndEnum(Class<? extends SpecificRecord> type) {
    for (Schema named : Contracts.named(ContractSchema.of(type)).values()) {
      assertThat(named.getDoc()).as("doc of %s", named.getFullName()).isNotBlank();
      if (named.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : named.getFields()) {
          assertThat(field.doc())
              .as("doc of %s.%s", named.getFullName(), field.name())
              .isNotBlank();
        }
      } else {
        assertThat(named.getEnumDefault())
            .as("default of %s", named.getFullName())
            .isEqualTo("UNRECOGNIZED");
      }
    }
  }

  private static Object fromTheFuture(Schema schema) {
    return Specimen.of(schema, any -> SchemaChange.NEW_SYMBOL);
  }

  /** Every enum value in a datum, as text. */
  private static List<String> symbols(Object datum) {
    List<String> found = new ArrayList<>();
    if (datum instanceof IndexedRecord record) {
      record
          .getSchema()
          .getFields()
          .forEach(field -> {
            Object part = record.get(field.pos());
            if (part != null) {
              found.addAll(symbols(part));
            }
          });
    } else if (datum instanceof Collection<?> parts) {
      parts.forEach(part -> found.addAll(symbols(part)));
    } else if (datum instanceof Map<?, ?> map) {
      map.values().forEach(part -> found.addAll(symbols(part)));
    } else if (datum instanceof Enum<?> || datum instanceof GenericEnumSymbol<?>) {
      found.add(datum.toString());
    }
    return found;
  }
}
