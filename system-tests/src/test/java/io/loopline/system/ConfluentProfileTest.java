package io.loopline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What the profile and its page say, as far as it can be told without Confluent's repository. */
class ConfluentProfileTest {
  private static final Path HOME = Path.of("..");
  private static final String PROFILE = "/project/profiles/profile[id='confluent']";
  private static final String DEPENDENCY =
      "dependency[groupId='io.confluent'][artifactId='kafka-avro-serializer']";

  private static String value(Path pom, String expression) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    return XPathFactory.newInstance().newXPath().evaluate(expression, document);
  }

  @Test
  void shouldAddTheRepositoryAndPinTheVersion() throws Exception {
    Path parent = HOME.resolve("pom.xml");

    assertThat(value(parent, PROFILE + "/repositories/repository/url"))
        .isEqualTo("https://packages.confluent.io/maven/");
    assertThat(
            value(parent, "/project/dependencyManagement/dependencies/" + DEPENDENCY + "/version"))
        .isEqualTo("${version.confluent}");
    assertThat(value(parent, "/project/properties/version.confluent"))
        .matches("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"planner-service", "executor-service", "verifier-service"})
  void shouldPutTheSerializersOnTheClassPathOfTheService(String service) throws Exception {
    Path pom = HOME.resolve(service).resolve("pom.xml");

    assertThat(value(pom, PROFILE + "/dependencies/" + DEPENDENCY + "/scope")).isEqualTo("runtime");
    assertThat(value(pom, "count(/project/dependencies/" + DEPENDENCY + ")")).isEqualTo("0");
  }

  @Test
  void shouldNameClassesThatThereAre(@TempDir Path folder) throws Exception {
    // Given
    String page = Files.readString(HOME.resolve("docs").resolve("interop.md"));

    // Then
    assertThat(page)
        .contains("loopline.serializer.class=" + OriginalConfluent.SERIALIZER)
        .contains("loopline.deserializer.class=" + OriginalConfluent.DESERIALIZER);
    try (JarFile jar = new JarFile(OriginalConfluent.classPath(folder).getFirst().toFile())) {
      assertThat(jar.getEntry(OriginalConfluent.SERIALIZER.replace('.', '/') + ".class"))
          .isNotNull();
      assertThat(jar.getEntry(OriginalConfluent.DESERIALIZER.replace('.', '/') + ".class"))
          .isNotNull();
    }
  }
}
