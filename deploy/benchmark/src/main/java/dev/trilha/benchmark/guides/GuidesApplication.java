package dev.trilha.benchmark.guides;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Axon's event store on JPA, all parts as their auto-configuration makes them. */
@SpringBootApplication
public class GuidesApplication {
  /** Where the database is comes from the environment ({@code SPRING_DATASOURCE_URL}…). */
  public static void main(String[] arguments) {
    var application = new SpringApplication(GuidesApplication.class);
    application.setDefaultProperties(
        Map.of(
            "spring.jpa.hibernate.ddl-auto", "update",
            "spring.jpa.open-in-view", "false",
            // The one that goes with Spring Boot 4.
            "axon.serializer.general", "jackson3",
            // Asks an outside server otherwise.
            "axon.update-check.disabled", "true"));
    application.run(arguments);
  }
}
