package dev.trilha.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/** The process. */
// The inbox builds its own consumer, and settings check themselves.
@SpringBootApplication(exclude = {KafkaAutoConfiguration.class, ValidationAutoConfiguration.class})
public class NotificationService {
  public static void main(String[] arguments) {
    SpringApplication.run(NotificationService.class, arguments);
  }
}
