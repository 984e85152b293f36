package dev.trilha.command;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.trilha.command.planted.enrollment.SpringyAggregate;
import dev.trilha.command.planted.roadmap.UpwardReach;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.trilha.command");

  /** Which features a feature may know; config knows all, and nobody knows config. */
  private static final Map<String, String[]> MAY_KNOW =
      Map.of(
          "problem",
          new String[] {},
          "version",
          new String[] {"problem"},
          "eventstore",
          new String[] {"problem"},
          "outbox",
          new String[] {"problem"},
          "roadmap",
          new String[] {"problem", "version", "eventstore"},
          "enrollment",
          new String[] {"problem", "version", "eventstore", "roadmap"},
          "team",
          new String[] {"problem", "version", "eventstore"},
          "learner",
          new String[] {"problem"});

  private static final DescribedPredicate<JavaClass> AGGREGATES =
      DescribedPredicate.describe(
          "aggregates",
          type ->
              type.getAllFields().stream()
                  .anyMatch(field -> field.isAnnotatedWith(AggregateIdentifier.class)));

  private static final ArchRule AGGREGATES_KNOW_NO_SPRING_AND_NO_IO =
      noClasses()
          .that(AGGREGATES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "javax.sql..",
              "java.io..",
              "java.net..",
              "java.nio..",
              "org.apache.kafka..")
          .because(
              "an aggregate must replay in a plain test: wire in config, and let what it needs come"
                  + " with the command");

  private static final ArchRule AGGREGATES_KNOW_NO_CLOCK =
      noClasses()
          .that(AGGREGATES)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because(
              "a replay tomorrow must give what was decided today: time comes in with the command");

  private static final ArchRule NO_OTHER_SERVICE_IS_KNOWN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trilha.query..", "dev.trilha.notification..")
          .because("services share nothing but the messages in schemas");

  private static ArchRule knowsOnly(String root, String feature) {
    String own = root + "." + feature + "..";
    DescribedPredicate<JavaClass> ours = resideInAPackage(root + "..");
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(
            Stream.concat(
                    Stream.of(own),
                    Stream.of(MAY_KNOW.getOrDefault(feature, new String[0]))
                        .map(other -> root + "." + other))
                .toArray(String[]::new));
    return classes()
        .that()
        .resideInAPackage(own)
        .should(not(dependOnClassesThat(ours.and(DescribedPredicate.not(allowed)))))
        .because(
            "features are read one at a time: "
                + feature
                + " may know only "
                + String.join(", ", MAY_KNOW.getOrDefault(feature, new String[0])));
  }

  @Test
  void aggregatesKnowNoSpringAndNoIo() {
    AGGREGATES_KNOW_NO_SPRING_AND_NO_IO.check(SERVICE);
  }

  @Test
  void aggregatesKnowNoClock() {
    AGGREGATES_KNOW_NO_CLOCK.check(SERVICE);
  }

  @Test
  void noOtherServiceIsKnown() {
    NO_OTHER_SERVICE_IS_KNOWN.check(SERVICE);
  }

  @TestFactory
  Stream<DynamicTest> aFeatureKnowsOnlyWhatItMay() {
    return MAY_KNOW.keySet().stream()
        .map(feature ->
            DynamicTest.dynamicTest(
                feature, () -> knowsOnly("dev.trilha.command", feature).check(SERVICE)));
  }

  @Test
  void theRulesBite() {
    JavaClasses planted =
        new ClassFileImporter().importClasses(SpringyAggregate.class, UpwardReach.class);

    assertThatThrownBy(() -> AGGREGATES_KNOW_NO_SPRING_AND_NO_IO.check(planted))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> AGGREGATES_KNOW_NO_CLOCK.check(planted))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> knowsOnly("dev.trilha.command.planted", "roadmap").check(planted))
        .isInstanceOf(AssertionError.class);
  }
}
