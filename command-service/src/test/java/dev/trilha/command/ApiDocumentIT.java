package dev.trilha.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService.Answer;
import org.junit.jupiter.api.Test;

class ApiDocumentIT {
  @Test
  void theApiIsDescribedByTheServiceItself() {
    try (CommandService service = CommandService.start()) {
      Answer document = service.get("/v3/api-docs");

      assertThat(document.status()).as(document.body().toString()).isEqualTo(200);
      assertThat(document.body().path("openapi").asString()).startsWith("3.1");
      assertThat(document.body().path("paths").propertyNames())
          .contains(
              "/v1/roadmaps/{roadmapId}",
              "/v1/roadmaps/{roadmapId}/source",
              "/v1/learners/{learnerId}/roadmaps/{roadmapId}/items/{itemId}",
              "/v1/teams/{teamId}/members/{learnerId}",
              "/v1/learners/{learnerId}/profile");
      assertThat(document.body().at("/components/schemas/TickAnswer/properties").propertyNames())
          .contains("changed", "version", "completed", "item");
      assertThat(document.body().at("/components/schemas/ItemAnswer/properties/id/type").asString())
          .isEqualTo("string");
    }
  }
}
