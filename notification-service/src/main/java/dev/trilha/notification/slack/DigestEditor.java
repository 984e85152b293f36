package dev.trilha.notification.slack;

import static dev.trilha.notification.slack.SlackText.escape;

import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.notification.announcement.WeeklyDigest.Finish;
import dev.trilha.notification.slack.SlackMessage.Block;
import dev.trilha.schemas.LearnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes a team's week. */
record DigestEditor(Language language, Function<LearnerId, String> names, LinkSettings links) {
  private static final int NAME_LIMIT = 60;
  private static final int TITLE_LIMIT = 80;

  SlackMessage write(WeeklyDigest digest) {
    Phrases words = language.phrases();
    var blocks = new ArrayList<Block>();
    blocks.add(Block.header(escape(words.digestHeader(digest), SlackMessage.HEADER_LIMIT)));
    blocks.add(Block.section(words.digestLeavesLine(digest)));
    int left = digest.finishesInAll() - digest.finishes().size();
    section(
        blocks,
        words.finishesTitle(),
        Stream.concat(
                digest.finishes().stream().map(one -> person(one.learnerId(), what(one))),
                left > 0 ? Stream.of(words.more(left)) : Stream.of())
            .toList());
    section(
        blocks,
        words.streaksTitle(),
        digest.streaks().stream()
            .map(one -> person(one.learnerId(), words.streak(one.days())))
            .toList());
    section(
        blocks,
        words.plansTitle(),
        digest.plans().stream()
            .map(one ->
                person(
                    one.learnerId(),
                    words.planned(title(one.roadmapTitle()), one.done(), one.planned())))
            .toList());
    section(
        blocks,
        words.stuckTitle(),
        digest.stuck().stream()
            .map(one ->
                person(one.learnerId(), words.stuckFor(title(one.roadmapTitle()), one.days())))
            .toList());
    links
        .of(digest.teamId())
        .ifPresent(to -> blocks.add(Block.context("<%s|%s>".formatted(to, words.link()))));
    return new SlackMessage(
        words.digestText(digest, escape(digest.teamName(), NAME_LIMIT)), blocks);
  }

  private String what(Finish finish) {
    Phrases words = language.phrases();
    String roadmap = title(finish.roadmapTitle());
    return finish.tierTitle() == null
        ? words.finishedRoadmap(roadmap)
        : words.finishedTier(title(finish.tierTitle()), roadmap);
  }

  private String person(LearnerId learner, String what) {
    return "• *" + escape(names.apply(learner), NAME_LIMIT) + "*: " + what;
  }

  private static String title(String title) {
    return escape(title, TITLE_LIMIT);
  }

  private static void section(List<Block> blocks, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      blocks.add(Block.section(title + "\n" + String.join("\n", lines)));
    }
  }
}
