package io.loopline.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopline.codec.memory.OpenSearches;
import io.loopline.core.ContextKind;
import io.loopline.core.Step;
import io.loopline.event.ContextEntry;
import io.loopline.event.Plan;
import io.loopline.event.PlanRequest;
import io.loopline.event.PlanResult;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a plan's searches get into the next request: in the row of the plan. */
class SearchesTest {
  private static final Plan PLAN = new Plan("look", "", List.of());

  private static ContextEntry row(long sequence, List<String> searches) {
    PlanResult answer = Records.planResult(Records.request(1, Step.PLAN, 0), PLAN, null);
    answer.setSearches(searches);
    return ContextRows.row(answer, sequence, ContextKind.PLAN, 1);
  }

  private static List<String> open(ContextEntry... window) {
    PlanRequest request = new PlanRequest();
    request.setContext(List.of(window));
    return OpenSearches.of(request);
  }

  @Test
  void shouldLookUpWhatTheNewestPlanAsksFor() {
    assertThat(open(row(1, List.of("weather")))).containsExactly("weather");
    assertThat(open(row(1, List.of("weather")), row(2, List.of("tides")))).containsExactly("tides");
    assertThat(open(row(1, List.of("weather")), row(2, List.of()))).isEmpty();
    assertThat(open()).isEmpty();
  }

  @Test
  void shouldKeepNoMoreThanAPlanMayAskForWhateverAWorkerSays() {
    assertThat(row(1, Collections.nCopies(1_000, "x")).getSearches())
        .containsExactly("x", "x", "x");
    assertThat(row(1, List.of("x".repeat(301), "y")).getSearches()).containsExactly("y");
  }

  @Test
  void shouldStayInTheWindowThatIsCutToItsSize() {
    ContextEntry row = row(1, List.of("weather"));

    assertThat(WindowSize.fit(List.of(row))).containsExactly(row);
  }
}
