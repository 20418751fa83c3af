import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes a folder with this goal and a variant of its data, to see the loop take another way. Run it
 * without building anything, from the project's folder: {@code java
 * examples/data-processing/Variant.java unknown-defect /tmp/variant}, then submit {@code
 * /tmp/variant/goal.yaml}.
 *
 * <p>The data stays movies.json with one record per line; only what a variant names is changed.
 */
public final class Variant {
  enum Kind {
    /** The data as it is. */
    AS_IS(lines -> lines),
    /** Numbers that are titles become text. */
    NO_MIXED_TYPES(each("\"Title\": (\\d+),", "\"Title\": \"$1\",")),
    /** Years after 2011 are a century earlier. */
    NO_FUTURE_YEARS(each("(\"Release Date\": \"\\w{3} \\d{2} )20(1[2-9]|[2-9]\\d)\"", "$119$2\"")),
    /** The row without a title gets one. */
    NO_UNTITLED(each("\"Title\": null,", "\"Title\": \"An Untitled Film\",")),
    /** Of each film that is there in two editions, the second is left out. */
    NO_DUPLICATES(
        lines ->
            lines.stream().filter(line -> !line.contains("(Theatrical Release)")).toList()),
    /** Some ratings lost their decimal point: a check sees it, no step of the playbook repairs it. */
    UNKNOWN_DEFECT(each("(\"Director\": \"Tim Burton\".*\"IMDB Rating\": )(\\d)\\.(\\d)", "$1$2$3"));

    private final UnaryOperator<List<String>> change;

    Kind(UnaryOperator<List<String>> change) {
      this.change = change;
    }

    private static UnaryOperator<List<String>> each(String pattern, String replacement) {
      Pattern compiled = Pattern.compile(pattern);
      return lines ->
          lines.stream().map(line -> compiled.matcher(line).replaceAll(replacement)).toList();
    }
  }

  private Variant() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
    }
    if (arguments.length < 2 || !kinds.containsKey(arguments[0])) {
      System.err.println(
          "usage: java Variant.java " + String.join("|", kinds.keySet()) + " FOLDER [SOURCE_FOLDER]");
      System.exit(2);
    }
    Path source = Path.of(arguments.length > 2 ? arguments[2] : "examples/data-processing");
    write(kinds.get(arguments[0]), source, Path.of(arguments[1]));
  }

  private static void write(Kind kind, Path source, Path target) throws IOException {
    List<String> lines = Files.readAllLines(source.resolve("movies.json"));
    List<String> changed = kind.change.apply(lines);
    if (kind != Kind.AS_IS && changed.equals(lines)) {
      throw new IllegalStateException(kind + " changed nothing in " + source);
    }
    Files.createDirectories(target);
    Files.write(target.resolve("movies.json"), changed);
    Files.writeString(
        target.resolve("goal.yaml"), Files.readString(source.resolve("goal.yaml")));
  }
}
