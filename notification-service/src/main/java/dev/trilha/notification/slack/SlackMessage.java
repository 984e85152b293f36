package dev.trilha.notification.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as Slack takes it: Block Kit, and a text for where blocks are not shown.
 *
 * @param text what a notification on a phone says
 */
public record SlackMessage(String text, List<Block> blocks) {
  static final int HEADER_LIMIT = 150;
  static final int SECTION_LIMIT = 3_000;
  static final int BLOCKS_LIMIT = 50;

  public SlackMessage {
    blocks = List.copyOf(blocks);
  }

  /** A block of Block Kit. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Block(String type, @Nullable Text text, @Nullable List<Text> elements) {
    static Block header(String text) {
      return new Block("header", new Text("plain_text", text, null), null);
    }

    static Block section(String mrkdwn) {
      return new Block("section", Text.asWritten(mrkdwn), null);
    }

    static Block context(String mrkdwn) {
      return new Block("context", null, List.of(Text.asWritten(mrkdwn)));
    }
  }

  /**
   * A text object of Block Kit.
   *
   * @param verbatim that Slack makes no links and mentions of what looks like some
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Text(String type, String text, @Nullable Boolean verbatim) {
    static Text asWritten(String mrkdwn) {
      return new Text("mrkdwn", mrkdwn, true);
    }
  }
}
