package dev.trilha.query.config;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  /**
   * Made when the description is first asked for: it is large, and nobody waits for it at the
   * start.
   */
  @Bean
  @Lazy
  OpenAPI description() {
    SpringDocUtils.getConfig()
        .replaceWithSchema(RoadmapId.class, slug())
        .replaceWithSchema(TeamId.class, slug())
        .replaceWithSchema(
            LearnerId.class, new StringSchema().maxLength(64).pattern("^[A-Za-z0-9_-]{1,64}$"))
        .replaceWithSchema(
            NodeId.class, new StringSchema().maxLength(96).pattern("^[a-z0-9.-]{1,96}$"));
    return new OpenAPI()
        .info(
            new Info()
                .title("Trilha: reads")
                .version("v1")
                .description(
                    "Progress, teams and leaderboards. Writes go to the same addresses with other"
                        + " methods, at another service. Errors are application/problem+json (RFC"
                        + " 9457)."));
  }

  private static StringSchema slug() {
    var slug = new StringSchema();
    slug.maxLength(64).pattern("^[a-z0-9-]{1,64}$");
    return slug;
  }
}
