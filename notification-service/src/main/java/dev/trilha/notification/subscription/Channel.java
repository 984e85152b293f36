package dev.trilha.notification.subscription;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What is sent to one after the other, however many teams it has. */
final class Channel {
  private Channel() {}

  /**
   * @param id tells nothing of its address
   */
  static void make(JdbcClient jdbc, String id) {
    jdbc.sql("insert into slack_channel (channel_id) values (?) on conflict do nothing")
        .param(id)
        .update();
  }
}
