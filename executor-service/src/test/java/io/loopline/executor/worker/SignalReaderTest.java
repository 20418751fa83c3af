package io.loopline.executor.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopline.event.WorkerSignal;
import io.loopline.serde.RegistryUnreachable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalReaderTest {
  private static final WorkerSignal SIGNAL = new WorkerSignal();

  private final List<WorkerSignal> heard = new ArrayList<>();
  private final SignalReader reader = new SignalReader(SignalReaderTest::decoded, heard::add);

  private static WorkerSignal decoded(byte[] value) {
    return switch (new String(value, UTF_8)) {
      case "signal" -> SIGNAL;
      case "away" -> throw new RegistryUnreachable("no registry answers");
      default -> throw new SerializationException("no signal");
    };
  }

  private static ConsumerRecord<byte[], byte[]> record(@Nullable String value) {
    return new ConsumerRecord<>(
        "signals", 0, 0, new byte[0], value == null ? null : value.getBytes(UTF_8));
  }

  @Test
  void shouldPassOverWhatIsNoSignal() {
    // When
    reader.accept(record("noise"));
    reader.accept(record(null));
    reader.accept(record("signal"));

    // Then
    assertThat(heard).containsExactly(SIGNAL);
  }

  @Test
  void shouldLetTheFollowerComeBackWhenTheRegistryIsAway() {
    assertThatThrownBy(() -> reader.accept(record("away"))).isInstanceOf(RegistryUnreachable.class);
    assertThat(heard).isEmpty();
  }
}
