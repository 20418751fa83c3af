package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.action;
import static io.loopline.planner.planning.Requests.check;
import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopline.event.PlanRequest;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookDeterminismTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_123})
  void shouldKeepAnyValueThatPassesThroughOneTemplate(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      JsonNode value = randomJson(random, 4);

      String arguments =
          Plans.rendered(request().input("v", value.toString()), "{\"v\":\"{{ inputs.v }}\"}");

      assertThat(arguments).as("seed %d, value %d", seed, i).isEqualTo("{\"v\":" + value + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void shouldGiveTheSamePlanOnEveryThreadWhateverIsCached(int copies) {
    // Given more expressions than the cache keeps, when there are many copies
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < copies; i++) {
      arguments.put(
          "v" + i, "{{ checks.filter(c, failed(c)).map(c, checks[c].feedback) + ['" + i + "'] }}");
    }
    PlanRequest request =
        request()
            .verdict(1, 0, check("b", false), check("a", false), check("c", true))
            .step("never", "goal.objective == ''")
            .step("s", "failed('a')", action("act", "noop", arguments.toString()))
            .build();
    PlanningEngine engine = PlanningEngine.ofPlaybooks(Plans.TOOLS);
    PlanOutcome first = Plans.outcome(PlanningEngine.ofPlaybooks(Plans.TOOLS), request);

    // When
    Set<PlanOutcome> outcomes = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 16).parallel().forEach(_ -> outcomes.add(Plans.outcome(engine, request)));

    // Then
    assertThat(outcomes).containsExactly(first);
    assertThat(first).isInstanceOf(PlanOutcome.Planned.class);
    assertThat(first.toString()).contains("fix b").contains("fix a").doesNotContain("fix c");
  }

  private static JsonNode randomJson(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextLong());
      case 3 -> nodes.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
      case 4 -> nodes.textNode(randomText(random));
      case 5 -> nodes.numberNode((long) random.nextInt(3));
      case 6 -> {
        ArrayNode array = nodes.arrayNode();
        random.ints(random.nextInt(4)).forEach(_ -> array.add(randomJson(random, depth - 1)));
        yield array;
      }
      default -> {
        ObjectNode object = nodes.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.setAll(Map.of(randomText(random) + i, randomJson(random, depth - 1)));
        }
        yield object;
      }
    };
  }

  private static String randomText(Random random) {
    String alphabet = "ab {}\"'\\\n\u00e9\u4e2d$";
    StringBuilder text = new StringBuilder();
    random
        .ints(random.nextInt(6), 0, alphabet.length())
        .forEach(i -> text.append(alphabet.charAt(i)));
    return text.toString();
  }
}
