package dev.trilha.notification.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/**
 * An address that takes messages: a webhook. Who knows it can post, so it is a secret: its text
 * form is masked.
 *
 * <p>Equal addresses are one channel.
 */
public final class WebhookUrl {
  private static final int LONGEST = 500;
  private static final int SHOWN = 4;
  private static final int LONG_ENOUGH_TO_SHOW_SOME = 24;

  private final URI uri;

  private WebhookUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * @throws IllegalArgumentException with the rule that is broken, as a sentence that doesn't quote
   *     the address
   */
  public static WebhookUrl parse(String text, AllowedHosts allowed) {
    require(text.length() <= LONGEST, "has at most " + LONGEST + " characters");
    require(
        text.chars().allMatch(c -> c > ' ' && c < 127), "has no spaces and only ASCII characters");
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is an address that begins with https://");
    }
    require(
        uri.getScheme() != null && uri.getHost() != null,
        "is an address that begins with https://");
    require(uri.getRawUserInfo() == null, "has no user name or password");
    require(
        uri.getRawQuery() == null && uri.getRawFragment() == null, "has no query and no fragment");
    require(uri.getRawPath().length() > 1, "has a path");
    require(allowed.allow(uri), "begins with https:// and a host of " + allowed.entries());
    return new WebhookUrl(uri);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** An address that was parsed when it was stored. */
  public static WebhookUrl stored(String text) {
    return new WebhookUrl(URI.create(text));
  }

  /** The secret itself. */
  public String reveal() {
    return uri.toString();
  }

  public URI uri() {
    return uri;
  }

  /** The host and the last characters, for people to recognise it by. */
  public String masked() {
    String path = uri.getRawPath();
    String end =
        path.length() < LONG_ENOUGH_TO_SHOW_SOME ? "" : path.substring(path.length() - SHOWN);
    return "%s://%s/…%s".formatted(uri.getScheme(), uri.getRawAuthority(), end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookUrl that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uri);
  }

  @Override
  public String toString() {
    return masked();
  }
}
