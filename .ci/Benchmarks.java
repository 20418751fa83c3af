import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs from source, with the test class path of one module: its JMH benchmarks, with JMH's own arguments. A module in
 * which the pattern matches nothing is no failure, because Maven goes through several.
 */
public final class Benchmarks {
  public static void main(String[] arguments) throws Exception {
    try {
      new Runner(new CommandLineOptions(arguments)).run();
    } catch (NoBenchmarksException none) {
      System.out.println("no benchmark of this module matches " + arguments[0]);
    }
  }
}
