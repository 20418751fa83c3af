package io.loopline.core.simulation.invariant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.loopline.core.LoopMachine;
import org.junit.jupiter.api.Test;

/** The predicates judge the machine, so they do not ask it. */
class InvariantDependenciesTest {

  @Test
  void shouldNotUseWhatTheMachineDecidesWith() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(LoopMachine.class)
        .check(new ClassFileImporter().importPackages("io.loopline.core.simulation.invariant"));
  }
}
