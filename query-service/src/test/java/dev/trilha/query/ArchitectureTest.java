package dev.trilha.query;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule is checked on the service and shown to bite on classes planted under {@code
 * dev.trilha.query.planted}.
 */
class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.trilha.query");
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.trilha.query.planted");

  private static ArchRule noCycles() {
    return slices()
        .matching("dev.trilha.query.(**)..")
        .should()
        .beFreeOfCycles()
        .because(
            "a feature that needs another and is needed by it is one feature; move what both need"
                + " down");
  }

  private static ArchRule allowedDependencies() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("problem")
        .definedBy("..query..problem..")
        .layer("form")
        .definedBy("..query..form..")
        .layer("inbox")
        .definedBy("..query..inbox..")
        .layer("admin")
        .definedBy("..query.admin..")
        .layer("generation")
        .definedBy("..query..generation..")
        .layer("notice")
        .definedBy("..query..notice..")
        .layer("live")
        .definedBy("..query..live..")
        .layer("roadmap")
        .definedBy("..query..roadmap..")
        .layer("learner")
        .definedBy("..query..learner..")
        .layer("team")
        .definedBy("..query..team..")
        .layer("progress")
        .definedBy("..query..progress..")
        .layer("activity")
        .definedBy("..query..activity..")
        .layer("leaderboard")
        .definedBy("..query..leaderboard..")
        .layer("velocity")
        .definedBy("..query..velocity..")
        .layer("reporting")
        .definedBy("..query..reporting..")
        .layer("config")
        .definedBy("..query..config..")
        .whereLayer("problem")
        .mayNotAccessAnyLayer()
        .whereLayer("form")
        .mayNotAccessAnyLayer()
        .whereLayer("config")
        .mayNotAccessAnyLayer()
        .whereLayer("admin")
        .mayOnlyAccessLayers("problem")
        .whereLayer("reporting")
        .mayNotAccessAnyLayer()
        .whereLayer("inbox")
        .mayOnlyAccessLayers("problem", "generation")
        .whereLayer("generation")
        .mayOnlyAccessLayers("problem")
        .whereLayer("notice")
        .mayNotAccessAnyLayer()
        .whereLayer("live")
        .mayOnlyAccessLayers("problem", "inbox", "notice", "team", "progress")
        .whereLayer("roadmap")
        .mayOnlyAccessLayers("problem", "inbox", "form")
        .whereLayer("learner")
        .mayOnlyAccessLayers("problem", "inbox")
        .whereLayer("team")
        .mayOnlyAccessLayers("problem", "inbox", "form", "learner")
        .whereLayer("progress")
        .mayOnlyAccessLayers(
            "problem", "generation", "inbox", "notice", "form", "learner", "team", "roadmap")
        .whereLayer("activity")
        .mayOnlyAccessLayers("problem", "inbox", "form", "learner", "team", "roadmap")
        .whereLayer("leaderboard")
        .mayOnlyAccessLayers("problem", "inbox", "form", "learner", "team", "roadmap", "progress")
        .whereLayer("velocity")
        .mayOnlyAccessLayers("problem", "inbox", "form", "learner", "team", "roadmap", "progress")
        .because("the list is the map; add the arrow here when it is meant");
  }

  private static ArchRule noOtherService() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.trilha.command..", "dev.trilha.notification..")
        .because("services share nothing but the messages in dev.trilha.schemas");
  }

  private static ArchRule noCommittedOffsets() {
    return noClasses()
        .should()
        .callMethodWhere(
            describe(
                "Kafka's committed offsets",
                call ->
                    call.getTargetOwner().getPackageName().startsWith("org.apache.kafka.")
                        && Set.of("commitSync", "commitAsync", "committed")
                            .contains(call.getName())))
        .because(
            "positions are stored with the rows; a second truth in Kafka would sooner or later"
                + " differ");
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("no cycles", noCycles()),
        Arguments.of("allowed dependencies", allowedDependencies()),
        Arguments.of("no other service", noOtherService()),
        Arguments.of("no committed offsets", noCommittedOffsets()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(String name, ArchRule rule) {
    assertThat(SERVICE).as(name).hasSizeGreaterThan(40);

    rule.check(SERVICE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void bites(String name, ArchRule rule) {
    assertThatThrownBy(() -> rule.check(PLANTED)).as(name).isInstanceOf(AssertionError.class);
  }
}
