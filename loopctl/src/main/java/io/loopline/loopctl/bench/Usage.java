package io.loopline.loopctl.bench;

import io.loopline.loopctl.stack.LocalStack;
import io.loopline.loopctl.stack.Part;
import io.loopline.loopctl.stack.ResidentMemory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the stack's processes have taken from the machine so far.
 *
 * @param cpu processor time since each process started
 * @param residentKib resident memory now
 */
record Usage(Map<Part, Duration> cpu, Map<Part, Long> residentKib) {

  /** Of the parts that run. */
  static Usage of(LocalStack stack) {
    Map<Part, Duration> cpu = new EnumMap<>(Part.class);
    Map<Part, Long> resident = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      stack
          .state()
          .running(part)
          .ifPresent(process -> {
            process.info().totalCpuDuration().ifPresent(total -> cpu.put(part, total));
            resident.put(part, ResidentMemory.kib(process.pid()));
          });
    }
    return new Usage(cpu, resident);
  }

  /** Processor time of each part since then, as a share of one core over that span. */
  Map<Part, Double> sharesSince(Usage before, Duration span) {
    Map<Part, Double> shares = new EnumMap<>(Part.class);
    cpu.forEach((part, total) -> {
      Duration earlier = before.cpu().getOrDefault(part, Duration.ZERO);
      shares.put(part, (double) total.minus(earlier).toNanos() / span.toNanos());
    });
    return shares;
  }
}
