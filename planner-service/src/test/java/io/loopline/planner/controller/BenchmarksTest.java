package io.loopline.planner.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark of this module runs; once, in this process, so the times mean nothing. */
class BenchmarksTest {

  @Test
  void shouldRunEveryBenchmarkWithEveryParameter() throws Exception {
    // Given
    System.setProperty("jmh.ignoreLock", "true"); // nothing is measured here
    OptionsBuilder once = new OptionsBuilder();
    once.mode(Mode.SingleShotTime).forks(0).warmupIterations(0).measurementIterations(1);
    once.measurementTime(TimeValue.NONE).shouldFailOnError(true).verbosity(VerboseMode.SILENT);

    // When
    Collection<RunResult> results = new Runner(once.build()).run();

    // Then
    assertThat(results)
        .hasSize(20)
        .extracting(result -> result.getParams().getBenchmark())
        .allSatisfy(name -> assertThat(name).startsWith("io.loopline.planner."));
  }
}
