package dev.trilha.standalone.slack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the local Slack received, newest first, as people would see it. */
final class SlackPage {
  private static final int SHOWN = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH);

  private final String template;
  private final ZoneId zone;

  SlackPage(ZoneId zone) {
    this.zone = zone;
    try (InputStream content = SlackPage.class.getResourceAsStream("slack.html")) {
      if (content == null) {
        throw new IllegalStateException("slack.html is missing beside " + SlackPage.class);
      }
      template = new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param selected the channel to show; null: all
   */
  String show(List<String> channels, @Nullable String selected, List<SlackMessage> oldestFirst) {
    var links = new StringBuilder(link("/slack", "all channels", selected == null));
    for (String channel : channels) {
      links.append(
          link("/slack?channel=" + Html.escape(channel), "# " + channel, channel.equals(selected)));
    }
    var cards = new StringBuilder();
    oldestFirst.reversed().stream().limit(SHOWN).forEach(message -> cards.append(card(message)));
    if (oldestFirst.isEmpty()) {
      cards.append(
          "<p class=\"nothing\">Nothing yet. A message comes when a member of a team finishes a"
              + " tier.</p>");
    }
    return template.replace("{{channels}}", links).replace("{{messages}}", cards);
  }

  private static String link(String target, String label, boolean current) {
    return "<a href=\"%s\"%s>%s</a>"
        .formatted(target, current ? " aria-current=\"page\"" : "", Html.escape(label));
  }

  private String card(SlackMessage message) {
    var body = new StringBuilder();
    if (message.blocks().isEmpty()) {
      body.append("<p>").append(Mrkdwn.toHtml(message.text())).append("</p>");
    }
    for (JsonNode block : message.blocks()) {
      body.append(block(block));
    }
    return """
    <article><header><b># %s</b> <time datetime="%s">%s</time></header>
    %s</article>
    """
        .formatted(
            Html.escape(message.channel()),
            message.at(),
            TIME.format(message.at().atZone(zone)),
            body);
  }

  private static String block(JsonNode block) {
    String type = block.path("type").asString("");
    return switch (type) {
      case "header" -> "<h2>%s</h2>\n".formatted(text(block.path("text")));
      case "section" -> section(block);
      case "context" -> "<p class=\"context\">%s</p>\n".formatted(elements(block.path("elements")));
      case "actions" -> "<p class=\"actions\">%s</p>\n".formatted(elements(block.path("elements")));
      case "divider" -> "<hr>\n";
      default -> "<p class=\"context\">a block of type “%s”</p>\n".formatted(Html.escape(type));
    };
  }

  private static String section(JsonNode block) {
    var html = new StringBuilder();
    if (block.has("text")) {
      html.append("<p>").append(text(block.get("text"))).append("</p>\n");
    }
    if (block.has("fields")) {
      html.append("<div class=\"fields\">");
      block.get("fields").forEach(field -> html.append("<p>").append(text(field)).append("</p>"));
      html.append("</div>\n");
    }
    return html.toString();
  }

  private static String elements(JsonNode elements) {
    var html = new StringBuilder();
    for (JsonNode element : elements) {
      if (element.path("type").asString("").equals("button")) {
        html.append(button(element));
      } else {
        html.append("<span>").append(text(element)).append("</span> ");
      }
    }
    return html.toString();
  }

  private static String button(JsonNode button) {
    String label = text(button.path("text"));
    String url = button.path("url").asString("");
    boolean web = url.startsWith("http://") || url.startsWith("https://");
    return web
        ? "<a class=\"button\" rel=\"noreferrer\" href=\"%s\">%s</a> "
            .formatted(Html.escape(url), label)
        : "<span class=\"button\">%s</span> ".formatted(label);
  }

  private static String text(JsonNode text) {
    String words = text.path("text").asString("");
    return text.path("type").asString("").equals("mrkdwn")
        ? Mrkdwn.toHtml(words)
        : Mrkdwn.plainToHtml(words);
  }
}
