package dev.trilha.notification.slack;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where messages lead to. Without an address they have no link.
 *
 * @param learner of somebody's progress; {@code {learner}} and {@code {roadmap}} are put in
 * @param team of a team; {@code {team}} is put in
 */
@ConfigurationProperties("trilha.links")
public record LinkSettings(@Nullable String learner, @Nullable String team) {
  public LinkSettings {
    check("learner", learner);
    check("team", team);
  }

  Optional<String> of(LearnerId learnerId, RoadmapId roadmapId) {
    return Optional.ofNullable(learner)
        .filter(link -> !link.isBlank())
        .map(link ->
            link.replace("{learner}", learnerId.value()).replace("{roadmap}", roadmapId.value()));
  }

  Optional<String> of(TeamId teamId) {
    return Optional.ofNullable(team)
        .filter(link -> !link.isBlank())
        .map(link -> link.replace("{team}", teamId.value()));
  }

  private static void check(String name, @Nullable String link) {
    if (link == null || link.isBlank()) {
      return;
    }
    String filled = link.replaceAll("\\{(learner|roadmap|team)}", "x");
    URI uri;
    try {
      uri = URI.create(filled);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trilha.links." + name + " is not an address: " + link);
    }
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web || uri.getHost() == null || link.length() > 500 || link.contains("|")) {
      throw new IllegalArgumentException(
          "trilha.links.%s begins with http:// or https:// and a host, and has at most 500 characters, none of them |"
              .formatted(name));
    }
  }
}
