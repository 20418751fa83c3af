package io.loopline.planner.planning;

import static io.loopline.planner.planning.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookTemplateTest {
  private static Requests inputs() {
    return request()
        .input("text", "\"O'Hara\"")
        .input("count", "3")
        .input("ratio", "2.0")
        .input("yes", "true")
        .input("nothing", "null")
        .input("list", "[\"a\",1,null]")
        .input("object", "{\"z\":1,\"a\":{\"b\":[]}}")
        .input("quotes", "\"say \\\"hi\\\"\"")
        .observed(1, "find", "{\"rows\":[[\"dup\",2]]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {{ inputs.text }}                             | "O'Hara"
          {{inputs.count}}                              | 3
          {{ inputs.ratio }}                            | 2.0
          {{ inputs.yes }}                              | true
          {{ inputs.nothing }}                          | null
          {{ inputs.list }}                             | ["a",1,null]
          {{ inputs.object }}                           | {"z":1,"a":{"b":[]}}
          {{ {'n': inputs.count, 'm': {'k': 1u}} }}     | {"n":3,"m":{"k":1}}
          {{{'a':{'b':1}}}}                             | {"a":{"b":1}}
          {{ ['}}', "{{", r'\\d}}', '\\'}}'] }}         | ["}}","{{","\\\\d}}","'}}"]
          {{ ['''}}''']  }}                             | ["}}"]
          {{ inputs.list.map(x, x == null) }}           | [false,false,true]
          {{ observations.find.result.rows[0] }}        | ["dup",2]
          {{ verdict }}                                 | null
          {{ inputs.count + 1 }}                        | 4
          """)
  void shouldKeepTheTypeWhenTheValueIsOneTemplate(String template, String expected) {
    assertThat(Plans.rendered(inputs(), arguments(template))).isEqualTo("{\"v\":" + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          n={{ inputs.count }}                          | n=3
          {{ inputs.count }}{{ inputs.count }}          | 33
          {{ inputs.ratio }} and {{ inputs.nothing }}   | 2.0 and null
          {{ inputs.list }}!                            | ["a",1,null]!
          {{ inputs.object }};                          | {"z":1,"a":{"b":[]}};
          {{ inputs.quotes }}.                          | say "hi".
          '{{ inputs.text.replace("'", "''") }}'        | 'O''Hara'
          {{ ['a', 'b'].join(', ') }};                  | a, b;
          {{ 'x' + string(inputs.count) }};             | x3;
          no template                                   | no template
          { single } }} {                               | { single } }} {
          \\{{ not one }}                               | {{ not one }}
          {{ '{{' }} a \\ b                             | {{ a \\ b
          """)
  void shouldBecomeTextWhenTheValueHoldsMore(String template, String expected) {
    String text = JsonNodeFactory.instance.textNode(expected).toString();
    assertThat(Plans.rendered(inputs(), arguments(template))).isEqualTo("{\"v\":" + text + "}");
  }

  @Test
  void shouldFillInEveryLevelAndLeaveTheRestAlone() {
    String arguments =
        """
        {"deep":{"list":["{{ inputs.count }}",{"k":"<{{ inputs.text }}>"},1.10,1e400,null]},
         "{{ key }}":true,"big":123456789012345678901234567890}\
        """;

    assertThat(Plans.rendered(inputs(), arguments))
        .isEqualTo(
            "{\"deep\":{\"list\":[3,{\"k\":\"<O'Hara>\"},1.10,1E+400,null]},"
                + "\"{{ key }}\":true,\"big\":123456789012345678901234567890}");
  }

  @Test
  void shouldNotReadATemplateOutOfAValue() {
    Requests request = request().input("evil", "\"{{ goal.objective }}\"");

    assertThat(Plans.rendered(request, arguments("{{ inputs.evil }}/{{ inputs.evil }}")))
        .isEqualTo("{\"v\":\"{{ goal.objective }}/{{ goal.objective }}\"}");
  }

  @Test
  void shouldSkipCommentsAndLineBreaksWhenAnExpressionHasThem() {
    String template = "{{ // the input's }} braces\n inputs.count }}";

    assertThat(Plans.rendered(inputs(), arguments(template))).isEqualTo("{\"v\":3}");
  }

  private static String arguments(String template) {
    return JsonNodeFactory.instance.objectNode().put("v", template).toString();
  }
}
