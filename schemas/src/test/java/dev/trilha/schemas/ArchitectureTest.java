package dev.trilha.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.trilha.schemas.planted.SpringyMessage;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final ArchRule MESSAGES_KNOW_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("dev.trilha.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "org.axonframework..", "jakarta.persistence..", "java.sql..")
          .because(
              "a service in any framework must be able to read the messages: move the wiring to the"
                  + " service");

  @Test
  void messagesKnowNoFramework() {
    JavaClasses messages =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.trilha.schemas");
    MESSAGES_KNOW_NO_FRAMEWORK.check(messages);
  }

  @Test
  void theRuleBites() {
    JavaClasses planted = new ClassFileImporter().importClasses(SpringyMessage.class);
    assertThatThrownBy(() -> MESSAGES_KNOW_NO_FRAMEWORK.check(planted))
        .isInstanceOf(AssertionError.class);
  }
}
