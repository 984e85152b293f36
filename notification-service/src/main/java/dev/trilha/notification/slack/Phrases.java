package dev.trilha.notification.slack;

import dev.trilha.notification.announcement.Tally;
import dev.trilha.notification.announcement.WeeklyDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What messages say, in one language. Texts of people come in escaped; what ends in {@code Line} is
 * mrkdwn with them in bold, the rest is plain.
 */
interface Phrases {
  String tierHeader(String tier);

  String tierText(String who, String tier, String roadmap);

  String tierLine(String who, String tier, String roadmap);

  String roadmapHeader(String roadmap);

  String roadmapText(String who, String roadmap);

  String roadmapLine(String who, String roadmap);

  String teamTierHeader(String tier);

  String teamTierText(String team, int members, String tier, String roadmap);

  String teamTierLine(String team, int members, String tier, String roadmap);

  /** Who was the last of a team. */
  String closedByLine(String who);

  /** How long something took, as a sentence. */
  String tookLine(Duration duration);

  /** The same in a few words. */
  String span(Duration duration);

  String nextLine(String tier);

  String counts(Tally tally);

  String tierCounts(Tally tally);

  String roadmapCounts(Tally tally);

  String moment(Instant at, ZoneId zone);

  String newsHeader(int count);

  String newsText(int count, String first);

  String link();

  String test();

  String digestHeader(WeeklyDigest digest);

  String digestText(WeeklyDigest digest, String team);

  String digestLeavesLine(WeeklyDigest digest);

  String finishesTitle();

  String streaksTitle();

  String stuckTitle();

  String plansTitle();

  String more(int count);

  String streak(int days);

  String stuckFor(String roadmap, int days);

  String finishedTier(String tier, String roadmap);

  String finishedRoadmap(String roadmap);

  String planned(String roadmap, int done, int planned);
}
