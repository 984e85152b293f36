package dev.trilha.notification.slack;

import java.util.regex.Pattern;

/** What a bot of Slack proves itself with: a secret, and its text form is masked. */
public final class BotToken {
  private static final Pattern FORM = Pattern.compile("xoxb-[A-Za-z0-9-]{8,250}");
  private static final int SHOWN = 4;
  private static final int LONG_ENOUGH_TO_SHOW_SOME = 24;

  private final String token;

  private BotToken(String token) {
    this.token = token;
  }

  /**
   * @throws IllegalArgumentException with the rule that is broken, as a sentence that doesn't quote
   *     the token
   */
  public static BotToken parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("is a bot's token, which begins with xoxb-");
    }
    return new BotToken(text);
  }

  /** A token that was parsed when it was stored. */
  public static BotToken stored(String text) {
    return new BotToken(text);
  }

  /** The secret itself. */
  public String reveal() {
    return token;
  }

  /** For people to recognise it by. */
  public String masked() {
    return token.length() < LONG_ENOUGH_TO_SHOW_SOME
        ? "xoxb-…"
        : "xoxb-…" + token.substring(token.length() - SHOWN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BotToken that && token.equals(that.token);
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  @Override
  public String toString() {
    return masked();
  }
}
