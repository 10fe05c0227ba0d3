package io.warnserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the house: which module may use which, and no circle between packages. Plain test
 * methods, because fields with rules are silently not run by every version of the test runner.
 */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.warnserver");

  private static final String[] SERVER_BASE = {
    "io.warnserver.database..",
    "io.warnserver.health..",
    "io.warnserver.keystores..",
    "io.warnserver.leases..",
    "io.warnserver.listeners..",
    "io.warnserver.metrics..",
    "io.warnserver.parts..",
    "io.warnserver.settings..",
    "io.warnserver.time..",
    "io.warnserver.timers.."
  };

  private static final String[] DIAGNOSIS_KEYS = {
    "io.warnserver.keys..", "io.warnserver.protocols.."
  };

  /** What each module may use of ours, beside itself, diagnosis-keys and server-base. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "io.warnserver.submission..", List.of(),
          "io.warnserver.distribution..",
              List.of("io.warnserver.configuration..", "io.warnserver.signing.."),
          "io.warnserver.configuration..", List.of(),
          "io.warnserver.signing..", List.of(),
          "io.warnserver.federation..", List.of(),
          "io.warnserver.callback..", List.of("io.warnserver.federation.."),
          "io.warnserver.operations..",
              List.of("io.warnserver.distribution..", "io.warnserver.federation.."),
          "io.warnserver.client..", List.of(),
          "io.warnserver.local..", List.of("io.warnserver.client.."));

  @Test
  void everyModule_isSeen() {
    ARROWS
        .keySet()
        .forEach(
            module ->
                assertThat(CLASSES.stream().anyMatch(inPackages(module))).as(module).isTrue());
  }

  @Test
  void modules_useOnlyWhatTheirArrowsPointTo() {
    ARROWS.forEach((module, others) -> arrow(module, others).check(CLASSES));
  }

  @Test
  void diagnosisKeys_usesServerBaseOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(DIAGNOSIS_KEYS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ARROWS.keySet().toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void serverBase_usesNothingOfOurs() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVER_BASE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(DIAGNOSIS_KEYS)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(ARROWS.keySet().toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCircles() {
    slices().matching("io.warnserver.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void plantedViolations_areCaught() {
    assertThatThrownBy(() -> arrow("io.warnserver.operations..", List.of()).check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("io.warnserver.distribution.DistributionTimer");
    JavaClasses circle = new ClassFileImporter().importPackages("io.warnserver.planted");
    assertThatThrownBy(
            () -> slices().matching("io.warnserver.(**)").should().beFreeOfCycles().check(circle))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }

  private static ArchRule arrow(String module, List<String> others) {
    String[] forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(module) && !others.contains(other))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden);
  }

  private static DescribedPredicate<JavaClass> inPackages(String packages) {
    return JavaClass.Predicates.resideInAPackage(packages);
  }
}
