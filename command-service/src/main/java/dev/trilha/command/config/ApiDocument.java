package dev.trilha.command.config;

import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How our types look on the wire, where the document's generator cannot see it: an id is a string,
 * a rule an object with one of two fields.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
  static {
    SpringDocUtils.getConfig()
        .addResponseWrapperToIgnore(Versioned.class)
        .replaceWithSchema(LearnerId.class, text("[A-Za-z0-9_-]{1,64}"))
        .replaceWithSchema(RoadmapId.class, text("[a-z0-9-]{1,64}"))
        .replaceWithSchema(TeamId.class, text("[a-z0-9-]{1,64}"))
        .replaceWithSchema(NodeId.class, text("[a-z0-9.-]{1,96}"))
        .replaceWithSchema(
            CompletionRule.class,
            new ObjectSchema()
                .addProperty("all", new BooleanSchema())
                .addProperty("any", new IntegerSchema()));
  }

  private static Schema<?> text(String pattern) {
    return new StringSchema().pattern("^" + pattern + "$");
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Trilha: writes")
                .version("1")
                .description(
                    "Every call may be repeated: what changes nothing is stored nowhere and answers"
                        + " \"changed\": false. Errors are application/problem+json. Reads have the"
                        + " same addresses and another service."));
  }
}
