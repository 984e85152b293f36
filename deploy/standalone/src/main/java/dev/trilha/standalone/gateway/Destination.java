package dev.trilha.standalone.gateway;

/** Who answers a request. */
public enum Destination {
  COMMAND("command"),
  QUERY("query"),
  NOTIFICATION("notification"),
  /** The local Slack. */
  SLACK("slack"),
  /** The gateway's own pages. */
  GATEWAY("gateway"),
  /** Nobody: 404. */
  NOBODY("nobody");

  private final String part;

  Destination(String part) {
    this.part = part;
  }

  /** The part's name, as people type it. */
  public String part() {
    return part;
  }
}
