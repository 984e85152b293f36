package dev.trilha.notification.slack;

import dev.trilha.notification.outgoing.WebhookUrl;

/** Where a message goes in Slack. The text form of each is masked. */
public sealed interface SlackTarget {
  /** What is not shown, not logged, and encrypted where it is stored. */
  String secret();

  /** The same for the same channel; a secret as well. */
  String identity();

  /** The address of one channel. */
  record Webhook(WebhookUrl url) implements SlackTarget {
    @Override
    public String secret() {
      return url.reveal();
    }

    @Override
    public String identity() {
      return url.reveal();
    }

    @Override
    public String toString() {
      return url.masked();
    }
  }

  /**
   * A channel that a bot posts to.
   *
   * @param channel an id such as {@code C0123456789}, or a name such as {@code #news}
   */
  record Bot(BotToken token, String channel) implements SlackTarget {
    @Override
    public String secret() {
      return token.reveal();
    }

    /**
     * A name means a channel within its workspace only, which a token says, and nobody here knows.
     */
    @Override
    public String identity() {
      return "bot " + token.reveal() + " " + channel;
    }

    @Override
    public String toString() {
      return channel + " by " + token;
    }
  }
}
