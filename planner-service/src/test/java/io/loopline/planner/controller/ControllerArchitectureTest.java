package io.loopline.planner.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The stream thread waits for nothing but Kafka, and decides nothing by a clock of its own. */
class ControllerArchitectureTest {
  private static final String CONTROLLER = "io.loopline.planner.controller";

  private final JavaClasses controller =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CONTROLLER);

  @Test
  void shouldCallNoOtherSystem() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.sql..", "dev.langchain4j..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Files.class, FileChannel.class)
        .check(controller);
  }

  @Test
  void shouldStartNoProcessAndNeverSleep() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .check(controller);
  }

  @Test
  void shouldTakeTimeFromTheContextOnly() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .check(controller);
  }

  @Test
  void shouldShowOnlyWhatTheServiceIsWiredWith() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(
            ControllerConfig.class,
            ControllerEdge.class,
            ControllerStreams.class,
            ControllerTopology.class,
            RocksDbMemory.class)
        .should()
        .bePublic()
        .check(topLevel());
  }

  private JavaClasses topLevel() {
    return controller.that(
        DescribedPredicate.describe("top level classes", each -> each.isTopLevelClass()));
  }
}
