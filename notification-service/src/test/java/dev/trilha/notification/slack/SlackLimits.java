package dev.trilha.notification.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * What Slack's reference says of a message and its blocks, written down a second time: nothing here
 * is taken from the code that writes messages.
 */
final class SlackLimits {
  private SlackLimits() {}

  static void assertWithinSlacksLimits(SlackMessage message) {
    assertThat(message.text()).as("fallback").isNotBlank().hasSizeLessThanOrEqualTo(4_000);
    assertThat(message.blocks()).as("blocks").isNotEmpty().hasSizeLessThanOrEqualTo(50);
    message.blocks().forEach(SlackLimits::assertWithinLimits);
  }

  private static void assertWithinLimits(SlackMessage.Block block) {
    switch (block.type()) {
      case "header" -> {
        SlackMessage.Text text = textOf(block);
        assertThat(text.type()).isEqualTo("plain_text");
        assertThat(text.text()).isNotBlank().hasSizeLessThanOrEqualTo(150);
      }
      case "section" -> {
        SlackMessage.Text text = textOf(block);
        assertThat(text.type()).isEqualTo("mrkdwn");
        assertThat(text.text()).isNotBlank().hasSizeLessThanOrEqualTo(3_000);
      }
      case "context" -> {
        List<SlackMessage.Text> elements = block.elements();
        assertThat(elements).isNotNull().isNotEmpty().hasSizeLessThanOrEqualTo(10);
        if (elements != null) {
          elements.forEach(text -> assertThat(text.text()).hasSizeBetween(1, 3_000));
        }
      }
      default -> throw new AssertionError("no rule for a block of type " + block.type());
    }
  }

  private static SlackMessage.Text textOf(SlackMessage.Block block) {
    SlackMessage.Text text = block.text();
    if (text == null) {
      throw new AssertionError("a " + block.type() + " without text");
    }
    return text;
  }
}
