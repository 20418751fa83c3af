import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Runs from source on Java 17 or newer, whichever the build finds. Says on which broker the system tests ran, lists
 * skipped tests with their reasons, then the totals of all reports below a folder, on a line of their own.
 * Further arguments are packages that were installed for the tests: a skip that names one of them is a failure, and so
 * is a run without tests.
 */
public final class TestTotals {
  public static void main(String[] arguments) throws Exception {
    List<String> installed = List.of(arguments).subList(1, arguments.length);
    long passed = 0;
    long failed = 0;
    long skipped = 0;
    boolean wrong = false;
    for (Path note : reports(Path.of(arguments[0]), "broker\\.txt")) {
      System.out.println(Files.readString(note).strip());
    }
    for (Path report : reports(Path.of(arguments[0]), "TEST-.*\\.xml")) {
      NodeList cases = parse(report).getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        NodeList skips = test.getElementsByTagName("skipped");
        if (skips.getLength() > 0) {
          String reason = ((Element) skips.item(0)).getAttribute("message").strip();
          System.out.println("skipped: %s.%s: %s".formatted(
              test.getAttribute("classname"), test.getAttribute("name"), reason.isEmpty() ? "no reason given" : reason));
          wrong |= installed.stream().anyMatch(name -> reason.toLowerCase(Locale.ROOT).contains(name));
          skipped++;
        } else if (test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength() > 0) {
          failed++;
        } else {
          passed++;
        }
      }
    }
    System.out.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
    System.exit(wrong || failed > 0 || passed == 0 ? 1 : 0);
  }

  private static List<Path> reports(Path root, String name) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .filter(file -> file.getParent().getFileName().toString().matches("(surefire|failsafe)-reports"))
          .sorted()
          .toList();
    }
  }

  private static Document parse(Path report) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(report.toFile());
  }
}
