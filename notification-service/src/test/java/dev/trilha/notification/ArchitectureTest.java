package dev.trilha.notification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.trilha.notification.chicken.Chicken;
import dev.trilha.notification.egg.Egg;
import dev.trilha.notification.slack.PlantedAxon;
import dev.trilha.notification.slack.PlantedCallOfANeighbour;
import dev.trilha.notification.slack.PlantedReachIntoTeams;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "dev.trilha.notification",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SERVICE = "dev.trilha.notification";

  /**
   * Which feature may use which. Packages that only help (problem, trace, transaction) use none.
   */
  private static final Map<String, List<String>> USES =
      Map.ofEntries(
          Map.entry("announcement", List.of()),
          Map.entry("outgoing", List.of()),
          Map.entry("problem", List.of()),
          Map.entry("trace", List.of()),
          Map.entry("transaction", List.of()),
          Map.entry("inbox", List.of("trace", "transaction")),
          Map.entry("team", List.of("inbox")),
          Map.entry("learner", List.of("inbox")),
          Map.entry("progress", List.of("announcement", "inbox")),
          Map.entry("slack", List.of("announcement", "outgoing")),
          Map.entry("webhook", List.of("announcement", "outgoing", "slack")),
          Map.entry(
              "subscription",
              List.of(
                  "announcement",
                  "inbox",
                  "outgoing",
                  "problem",
                  "slack",
                  "team",
                  "transaction",
                  "webhook")),
          Map.entry(
              "delivery",
              List.of(
                  "announcement",
                  "learner",
                  "outgoing",
                  "problem",
                  "slack",
                  "subscription",
                  "trace",
                  "transaction",
                  "webhook")),
          Map.entry(
              "digest",
              List.of(
                  "announcement",
                  "delivery",
                  "inbox",
                  "problem",
                  "subscription",
                  "team",
                  "transaction")),
          Map.entry(
              "tier",
              List.of(
                  "announcement",
                  "delivery",
                  "inbox",
                  "progress",
                  "subscription",
                  "team",
                  "trace",
                  "transaction")),
          Map.entry("config", List.of("problem", "transaction")));

  @ArchTest
  static final ArchRule features_are_free_of_cycles =
      slices()
          .matching(SERVICE + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "each feature is read and changed alone; turn one direction round with an interface,"
                  + " as DeliveryListener does");

  @ArchTest
  static final ArchRule features_use_only_what_is_listed =
      CompositeArchRule.of(
          USES.entrySet().stream().map(entry -> rule(entry.getKey(), entry.getValue())).toList());

  @ArchTest
  static final ArchRule every_package_is_listed =
      classes()
          .that()
          .resideInAPackage(SERVICE + ".*..")
          .should()
          .resideInAnyPackage(
              USES.keySet().stream()
                  .map(name -> SERVICE + "." + name + "..")
                  .toArray(String[]::new))
          .because("a new feature says in USES what it may use");

  @ArchTest
  static final ArchRule services_share_messages_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.trilha.command..", "dev.trilha.query..")
          .because("services share the messages in schemas and nothing else");

  @ArchTest
  static final ArchRule axon_stays_behind_the_saga =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              SERVICE + ".tier..",
              SERVICE + ".transaction..",
              SERVICE + ".config..",
              SERVICE + ".inbox..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.axonframework..")
          .because(
              "the last open Axon with sagas will be replaced one day; keep it in tier and"
                  + " transaction");

  @Test
  void theRuleAgainstCyclesBites() {
    bites(features_are_free_of_cycles, Chicken.class, Egg.class);
  }

  @Test
  void theListOfUsesBites() {
    bites(features_use_only_what_is_listed, PlantedReachIntoTeams.class);
    bites(every_package_is_listed, Chicken.class);
  }

  @Test
  void theRuleAgainstOtherServicesBites() {
    bites(services_share_messages_only, PlantedCallOfANeighbour.class);
  }

  @Test
  void theRuleAboutAxonBites() {
    bites(axon_stays_behind_the_saga, PlantedAxon.class);
  }

  private static void bites(ArchRule rule, Class<?>... planted) {
    var classes = new ClassFileImporter().importClasses(planted);
    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was violated");
  }

  private static ArchRule rule(String feature, List<String> uses) {
    String[] allowed =
        Stream.concat(Stream.of(feature), uses.stream())
            .map(name -> SERVICE + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(SERVICE + "." + feature + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(SERVICE + "..")
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .because(feature + " uses " + uses + " only; see USES");
  }
}
