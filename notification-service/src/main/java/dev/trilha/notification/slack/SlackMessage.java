package dev.trilha.notification.slack;

import static dev.trilha.notification.slack.SlackText.escape;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedTier;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as the webhook of a channel takes it: Block Kit, and a text for where blocks are not
 * shown.
 *
 * @param text what a notification on a phone says
 */
public record SlackMessage(String text, List<Block> blocks) {
  static final int HEADER_LIMIT = 150;
  static final int SECTION_LIMIT = 3_000;
  private static final int NAME_LIMIT = 500;
  private static final int TITLE_LIMIT = 1_000;

  public SlackMessage {
    blocks = List.copyOf(blocks);
  }

  /** A block of Block Kit. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Block(String type, @Nullable Text text, @Nullable List<Text> elements) {
    static Block header(String text) {
      return new Block("header", new Text("plain_text", text), null);
    }

    static Block section(String mrkdwn) {
      return new Block("section", new Text("mrkdwn", mrkdwn), null);
    }

    static Block context(String mrkdwn) {
      return new Block("context", null, List.of(new Text("mrkdwn", mrkdwn)));
    }
  }

  /** A text object of Block Kit. */
  public record Text(String type, String text) {}

  /**
   * @param who the learner's display name; when unknown, the learner's id
   * @param zone where the date is told
   */
  public static SlackMessage of(
      Announcement announcement, String who, ZoneId zone, Language language) {
    return switch (announcement) {
      case FinishedTier finished -> finishedTier(finished, who, zone, language);
    };
  }

  private static SlackMessage finishedTier(
      FinishedTier facts, String who, ZoneId zone, Language language) {
    String name = escape(who, NAME_LIMIT);
    String tier = escape(facts.tierTitle(), TITLE_LIMIT);
    String roadmap = escape(facts.roadmapTitle(), TITLE_LIMIT);
    String when = moment(language).format(facts.at().atZone(zone)) + " (" + zone.getId() + ")";
    return switch (language) {
      case PORTUGUESE ->
          new SlackMessage(
              "🎉 %s concluiu o nível %s de %s".formatted(name, tier, roadmap),
              List.of(
                  Block.header(escape("🎉 Nível concluído: " + facts.tierTitle(), HEADER_LIMIT)),
                  Block.section(
                      "*%s* concluiu o nível *%s* de *%s*.".formatted(name, tier, roadmap)),
                  Block.context(
                      "Nível: %s · Roteiro: %s · %s"
                          .formatted(
                              counts(facts.tier(), language),
                              counts(facts.roadmap(), language),
                              when))));
      case ENGLISH ->
          new SlackMessage(
              "🎉 %s finished the tier %s of %s".formatted(name, tier, roadmap),
              List.of(
                  Block.header(escape("🎉 Tier finished: " + facts.tierTitle(), HEADER_LIMIT)),
                  Block.section(
                      "*%s* finished the tier *%s* of *%s*.".formatted(name, tier, roadmap)),
                  Block.context(
                      "Tier: %s · Roadmap: %s · %s"
                          .formatted(
                              counts(facts.tier(), language),
                              counts(facts.roadmap(), language),
                              when))));
    };
  }

  private static String counts(FinishedTier.Tally tally, Language language) {
    int applicable = tally.total() - tally.skipped();
    String counts =
        switch (language) {
          case PORTUGUESE -> "%d de %d".formatted(tally.done(), applicable);
          case ENGLISH -> "%d of %d".formatted(tally.done(), applicable);
        };
    return tally.skipped() == 0 ? counts : counts + skipped(tally.skipped(), language);
  }

  private static String skipped(int skipped, Language language) {
    return switch (language) {
      case PORTUGUESE ->
          skipped == 1 ? " (1 não se aplica)" : " (%d não se aplicam)".formatted(skipped);
      case ENGLISH -> " (%d not applicable)".formatted(skipped);
    };
  }

  private static DateTimeFormatter moment(Language language) {
    return switch (language) {
      case PORTUGUESE ->
          DateTimeFormatter.ofPattern("d 'de' MMMM 'de' uuuu, HH:mm", language.locale());
      case ENGLISH -> DateTimeFormatter.ofPattern("MMMM d, uuuu, HH:mm", language.locale());
    };
  }
}
