package dev.trilha.standalone.slack;

/** What Slack answers to a webhook call that it does not take: the body is one of its words. */
enum SlackError {
  INVALID_PAYLOAD(400),
  NO_TEXT(400),
  INVALID_BLOCKS(400),
  CHANNEL_NOT_FOUND(404),
  NO_SERVICE(404),
  REQUEST_TOO_LARGE(413),
  RATE_LIMITED(429);

  private final int status;

  SlackError(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
