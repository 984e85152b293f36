package dev.trilha.notification.slack;

import static dev.trilha.notification.slack.SlackText.escape;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.NextTier;
import dev.trilha.notification.announcement.TeamFinishedTier;
import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.notification.slack.SlackMessage.Block;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages for one channel.
 *
 * @param names what people are called
 * @param zone where dates are told
 */
public record Editor(
    Language language, ZoneId zone, Function<LearnerId, String> names, LinkSettings links) {
  /** More than fit into a message that is still read. */
  public static final int MOST_NEWS = 40;

  private static final int NAME_LIMIT = 500;
  private static final int TITLE_LIMIT = 1_000;
  private static final int SHORT_NAME_LIMIT = 60;
  private static final int SHORT_TITLE_LIMIT = 80;
  private static final int LINES_PER_SECTION = 8;

  /**
   * @param news the oldest first; several are told as a list, one by one
   * @param team whose channel it is
   */
  public SlackMessage write(TeamId team, List<Announcement> news) {
    return switch (news.size()) {
      case 0 -> throw new IllegalArgumentException("there is no news");
      case 1 -> write(news.getFirst());
      default -> list(team, news);
    };
  }

  /** What says that a channel can be reached. */
  public SlackMessage test() {
    String text = words().test();
    return new SlackMessage(text, List.of(Block.section(text)));
  }

  private Phrases words() {
    return language.phrases();
  }

  private SlackMessage write(Announcement news) {
    return switch (news) {
      case FinishedTier tier -> tier(tier);
      case FinishedRoadmap roadmap -> roadmap(roadmap);
      case TeamFinishedTier tier -> teamTier(tier);
      case WeeklyDigest digest -> new DigestEditor(language, names, links).write(digest);
    };
  }

  private SlackMessage tier(FinishedTier facts) {
    String who = name(facts.learnerId(), NAME_LIMIT);
    String tier = escape(facts.tierTitle(), TITLE_LIMIT);
    String roadmap = escape(facts.roadmapTitle(), TITLE_LIMIT);
    var blocks = new ArrayList<Block>();
    blocks.add(header(words().tierHeader(facts.tierTitle())));
    blocks.add(Block.section(words().tierLine(who, tier, roadmap)));
    took(facts.beganAt(), facts.at())
        .ifPresent(took -> blocks.add(Block.section(words().tookLine(took))));
    NextTier next = facts.next();
    if (next != null) {
      blocks.add(
          Block.section(
              words().nextLine(escape(next.title(), TITLE_LIMIT))
                  + "\n"
                  + ProgressBar.of(next.tally())
                  + " ("
                  + words().counts(next.tally())
                  + ")"));
    }
    blocks.add(
        Block.context(
            String.join(
                " · ",
                words().tierCounts(facts.tier()),
                words().roadmapCounts(facts.roadmap()),
                words().moment(facts.at(), zone))));
    link(links.of(facts.learnerId(), facts.roadmapId())).ifPresent(blocks::add);
    return new SlackMessage(words().tierText(who, tier, roadmap), blocks);
  }

  private SlackMessage roadmap(FinishedRoadmap facts) {
    String who = name(facts.learnerId(), NAME_LIMIT);
    String roadmap = escape(facts.roadmapTitle(), TITLE_LIMIT);
    var blocks = new ArrayList<Block>();
    blocks.add(header(words().roadmapHeader(facts.roadmapTitle())));
    blocks.add(Block.section(words().roadmapLine(who, roadmap)));
    took(facts.beganAt(), facts.at())
        .ifPresent(took -> blocks.add(Block.section(words().tookLine(took))));
    blocks.add(
        Block.context(
            words().roadmapCounts(facts.roadmap()) + " · " + words().moment(facts.at(), zone)));
    link(links.of(facts.learnerId(), facts.roadmapId())).ifPresent(blocks::add);
    return new SlackMessage(words().roadmapText(who, roadmap), blocks);
  }

  private SlackMessage teamTier(TeamFinishedTier facts) {
    String team = escape(facts.teamName(), NAME_LIMIT);
    String tier = escape(facts.tierTitle(), TITLE_LIMIT);
    String roadmap = escape(facts.roadmapTitle(), TITLE_LIMIT);
    var blocks = new ArrayList<Block>();
    blocks.add(header(words().teamTierHeader(facts.tierTitle())));
    blocks.add(Block.section(words().teamTierLine(team, facts.members(), tier, roadmap)));
    blocks.add(Block.section(words().closedByLine(name(facts.learnerId(), NAME_LIMIT))));
    took(facts.beganAt(), facts.at())
        .ifPresent(took -> blocks.add(Block.section(words().tookLine(took))));
    blocks.add(Block.context(words().moment(facts.at(), zone)));
    link(links.of(facts.teamId())).ifPresent(blocks::add);
    return new SlackMessage(words().teamTierText(team, facts.members(), tier, roadmap), blocks);
  }

  private SlackMessage list(TeamId team, List<Announcement> news) {
    if (news.size() > MOST_NEWS) {
      throw new IllegalArgumentException("at most " + MOST_NEWS + " are told at once");
    }
    List<String> lines = news.stream().map(this::line).toList();
    var blocks = new ArrayList<Block>();
    blocks.add(header(words().newsHeader(news.size())));
    for (int from = 0; from < lines.size(); from += LINES_PER_SECTION) {
      int to = Math.min(from + LINES_PER_SECTION, lines.size());
      blocks.add(Block.section(String.join("\n", lines.subList(from, to))));
    }
    link(links.of(team)).ifPresent(blocks::add);
    String first = write(news.getFirst()).text();
    return new SlackMessage(words().newsText(news.size(), first), blocks);
  }

  private String line(Announcement news) {
    Stream<String> parts =
        switch (news) {
          case FinishedTier tier ->
              Stream.concat(
                  Stream.of(
                      words()
                          .tierLine(
                              name(tier.learnerId(), SHORT_NAME_LIMIT),
                              title(tier.tierTitle()),
                              title(tier.roadmapTitle()))),
                  took(tier.beganAt(), tier.at()).map(words()::tookLine).stream());
          case FinishedRoadmap roadmap ->
              Stream.concat(
                  Stream.of(
                      "🏁 "
                          + words()
                              .roadmapLine(
                                  name(roadmap.learnerId(), SHORT_NAME_LIMIT),
                                  title(roadmap.roadmapTitle()))),
                  took(roadmap.beganAt(), roadmap.at()).map(words()::tookLine).stream());
          case TeamFinishedTier tier ->
              Stream.of(
                  "🏆 "
                      + words()
                          .teamTierLine(
                              escape(tier.teamName(), SHORT_NAME_LIMIT),
                              tier.members(),
                              title(tier.tierTitle()),
                              title(tier.roadmapTitle())));
          case WeeklyDigest digest ->
              throw new IllegalArgumentException("a digest goes alone: " + digest.week());
        };
    return "• " + String.join(" ", parts.toList());
  }

  private static Optional<Duration> took(@Nullable Instant began, Instant ended) {
    return Optional.ofNullable(began)
        .map(begin -> Duration.between(begin, ended))
        .filter(took -> !took.isNegative());
  }

  private Optional<Block> link(Optional<String> address) {
    return address.map(to -> Block.context("<%s|%s>".formatted(to, words().link())));
  }

  private static Block header(String text) {
    return Block.header(escape(text, SlackMessage.HEADER_LIMIT));
  }

  private String name(LearnerId learner, int limit) {
    return escape(names.apply(learner), limit);
  }

  private static String title(String title) {
    return escape(title, SHORT_TITLE_LIMIT);
  }
}
