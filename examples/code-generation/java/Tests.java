import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code Semver.compare(a, b)} must do: the order of semantic versions, semver.org 2.0.0. Run
 * as {@code java Tests.java [GROUP...]}; ends with 1 when a test fails.
 */
final class Tests {
  private static final List<String> INVALID =
      List.of(
          "", "1", "1.0", "1.0.0.0", "a.b.c", "v1.0.0", " 1.0.0", "1.0.0\n", "1..0", "1.0.", "01.0.0",
          "1.00.0", "-1.0.0", "+1.0.0", "1_0.0.0", "1.0.\u0663", "1.0.\u00b2", "1.0.0-", "1.0.0-a..b",
          "1.0.0-a.", "1.0.0-01", "1.0.0-a.00", "1.0.0-\u00e4", "1.0.0-a_b", "1.0.0+", "1.0.0+a+b",
          "1.0.0+a..b", "1.0.0+a.", "1.0.0-+a", "1.0.0-a+\u00e4");

  private final List<String> failures = new ArrayList<>();
  private int comparisons;

  public static void main(String[] names) {
    Tests tests = new Tests();
    Map<String, Runnable> groups = tests.groups();
    for (String name : names.length == 0 ? groups.keySet().toArray(new String[0]) : names) {
      groups.get(name).run();
    }
    tests.failures.forEach(System.out::println);
    System.out.println(tests.comparisons + " comparisons, " + tests.failures.size() + " failures");
    System.exit(tests.failures.isEmpty() ? 0 : 1);
  }

  private Map<String, Runnable> groups() {
    return new TreeMap<>(
        Map.of(
            "numbers", this::numbers,
            "large", () -> ascending("4294967295.0.0", "4294967296.0.0", "99999999999999999999.0.0"),
            "pre-releases", this::preReleases,
            "build", this::build,
            "invalid", this::invalid));
  }

  private void numbers() {
    ascending("0.0.1", "0.1.0", "1.0.0", "1.0.1", "1.1.0", "2.0.0");
    ascending("1.2.3", "1.2.10", "1.9.0", "1.10.0", "9.0.0", "10.0.0");
  }

  private void preReleases() {
    ascending("1.0.0-rc.1", "1.0.0", "1.0.1-alpha", "1.0.1");
    ascending("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
        "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0");
    ascending("1.0.0-2", "1.0.0-11", "1.0.0-99999999999999999999", "1.0.0-11a", "1.0.0-2a");
    ascending("1.0.0--", "1.0.0-RC", "1.0.0-a", "1.0.0-a-b", "1.0.0-rc");
  }

  private void build() {
    for (String version : List.of("1.0.0+1", "1.0.0+001", "1.0.0+a-b", "1.0.0+a.b")) {
      expect(version, "1.0.0", 0);
      expect("1.0.0", version, 0);
    }
    expect("1.0.0-a+b", "1.0.0-a", 0);
    ascending("1.0.0-b+a", "1.0.0+a-b");
  }

  private void invalid() {
    for (String version : INVALID) {
      refused(version, "1.0.0");
      refused("1.0.0", version);
    }
    ascending("0.0.0", "1.0.0-0", "1.0.0-00a", "1.0.0-0a", "1.0.0-a-", "1.0.0+0.00");
  }

  private void ascending(String... versions) {
    for (int i = 0; i < versions.length; i++) {
      for (int j = 0; j < versions.length; j++) {
        expect(versions[i], versions[j], Integer.compare(i, j));
      }
    }
  }

  private void expect(String a, String b, int expected) {
    comparisons++;
    try {
      int found = Integer.signum(Semver.compare(a, b));
      if (found != expected) {
        failures.add("compare(%s, %s): expected %d, found %d".formatted(a, b, expected, found));
      }
    } catch (RuntimeException e) {
      failures.add("compare(%s, %s): expected %d, found %s".formatted(a, b, expected, e));
    }
  }

  private void refused(String a, String b) {
    comparisons++;
    try {
      int found = Semver.compare(a, b);
      failures.add("compare(%s, %s): expected IllegalArgumentException, found %d".formatted(a, b, found));
    } catch (RuntimeException e) {
      if (e.getClass() != IllegalArgumentException.class) {
        failures.add("compare(%s, %s): expected IllegalArgumentException, found %s".formatted(a, b, e));
      }
    }
  }
}
