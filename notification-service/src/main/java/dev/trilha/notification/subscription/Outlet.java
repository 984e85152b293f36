package dev.trilha.notification.subscription;

import dev.trilha.schemas.TeamId;

/**
 * One place where a team is told something.
 *
 * @param name {@code slack}, or {@code webhook/} and the webhook's id
 */
public record Outlet(TeamId team, String name) {
  public static final String SLACK = "slack";
  private static final String WEBHOOK = "webhook/";

  public static Outlet slack(TeamId team) {
    return new Outlet(team, SLACK);
  }

  public static Outlet webhook(TeamId team, String webhook) {
    return new Outlet(team, WEBHOOK + webhook);
  }

  public boolean isSlack() {
    return name.equals(SLACK);
  }

  /** Of an outlet that is a webhook. */
  public String webhookId() {
    return name.substring(WEBHOOK.length());
  }

  @Override
  public String toString() {
    return team + "/" + name;
  }
}
