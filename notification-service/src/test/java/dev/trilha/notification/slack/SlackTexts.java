package dev.trilha.notification.slack;

import java.util.List;
import java.util.Objects;

/** What a message shows, block by block. */
final class SlackTexts {
  private SlackTexts() {}

  static List<String> of(SlackMessage message) {
    return message.blocks().stream()
        .map(block -> {
          SlackMessage.Text text = block.text();
          return text != null
              ? text.text()
              : Objects.requireNonNull(block.elements()).getFirst().text();
        })
        .toList();
  }
}
