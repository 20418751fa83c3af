package io.loopline.codec;

import io.loopline.core.ContextKind;
import io.loopline.core.ContextWindow;
import io.loopline.state.ContextIndexRecord;
import java.util.List;

/** The index of the context window. */
final class ContextWindowCodec {
  private ContextWindowCodec() {}

  static List<ContextIndexRecord> encode(ContextWindow window) {
    return window.entries().stream()
        .map(entry ->
            new ContextIndexRecord(
                entry.sequence(),
                Symbols.translate(entry.kind(), io.loopline.event.ContextKind.class),
                entry.iteration(),
                entry.pinned(),
                entry.tokens()))
        .toList();
  }

  static ContextWindow decode(List<ContextIndexRecord> entries, long next, int ordered) {
    return new ContextWindow(
        entries.stream()
            .map(entry ->
                new ContextWindow.Entry(
                    entry.getSequence(),
                    Symbols.translate(entry.getKind(), ContextKind.class),
                    entry.getIteration(),
                    entry.getPinned(),
                    entry.getTokens()))
            .toList(),
        next,
        ordered);
  }
}
