package io.loopline.serde;

import io.loopline.event.ContextEntry;
import io.loopline.event.Goal;
import io.loopline.state.LoopStateRecord;
import io.loopline.state.PermitRecord;
import io.loopline.state.TimerRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every schema that stored state was ever written with, from the resources {@code
 * loopline/state/<Name>/<version>.avsc}, versions from 1 without a gap.
 */
public final class StateHistory {
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          LoopStateRecord.class,
          Goal.class,
          ContextEntry.class,
          TimerRecord.class,
          PermitRecord.class);

  private StateHistory() {}

  /** The value types of the controller's stores. */
  public static List<Class<? extends SpecificRecord>> types() {
    return TYPES;
  }

  /** Schemas of a type, oldest first; empty when the type is not stored. */
  public static List<Schema> of(Class<? extends SpecificRecord> type) {
    List<Schema> versions = new ArrayList<>();
    while (true) {
      String resource =
          "/loopline/state/%s/%d.avsc".formatted(type.getSimpleName(), versions.size() + 1);
      try (InputStream content = StateHistory.class.getResourceAsStream(resource)) {
        if (content == null) {
          return versions;
        }
        versions.add(new Schema.Parser().parse(content));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource, e);
      }
    }
  }
}
