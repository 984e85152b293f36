package dev.trilha.notification.slack;

import dev.trilha.notification.announcement.Tally;
import dev.trilha.notification.announcement.WeeklyDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** English. */
final class English implements Phrases {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MMMM d, uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d", Locale.ENGLISH);

  @Override
  public String tierHeader(String tier) {
    return "🎉 Tier finished: " + tier;
  }

  @Override
  public String tierText(String who, String tier, String roadmap) {
    return "🎉 %s finished the tier %s of %s".formatted(who, tier, roadmap);
  }

  @Override
  public String tierLine(String who, String tier, String roadmap) {
    return "*%s* finished the tier *%s* of *%s*.".formatted(who, tier, roadmap);
  }

  @Override
  public String roadmapHeader(String roadmap) {
    return "🏁 Roadmap finished: " + roadmap;
  }

  @Override
  public String roadmapText(String who, String roadmap) {
    return "🏁 %s finished the whole roadmap %s".formatted(who, roadmap);
  }

  @Override
  public String roadmapLine(String who, String roadmap) {
    return "*%s* finished the whole roadmap *%s*.".formatted(who, roadmap);
  }

  @Override
  public String teamTierHeader(String tier) {
    return "🏆 The whole team finished: " + tier;
  }

  @Override
  public String teamTierText(String team, int members, String tier, String roadmap) {
    return "🏆 The whole team %s (%d people) finished the tier %s of %s"
        .formatted(team, members, tier, roadmap);
  }

  @Override
  public String teamTierLine(String team, int members, String tier, String roadmap) {
    return "All %d people of the team *%s* who follow *%s* have finished the tier *%s*."
        .formatted(members, team, roadmap, tier);
  }

  @Override
  public String closedByLine(String who) {
    return "*%s* completed the set.".formatted(who);
  }

  @Override
  public String tookLine(Duration duration) {
    return "⏱ It took " + span(duration) + ".";
  }

  @Override
  public String span(Duration duration) {
    return Span.of(duration).told("less than an hour", "1 hour", "%d hours", "1 day", "%d days");
  }

  @Override
  public String nextLine(String tier) {
    return "Next tier: *%s*".formatted(tier);
  }

  @Override
  public String counts(Tally tally) {
    String counts = "%d of %d".formatted(tally.done(), tally.applicable());
    return tally.skipped() == 0
        ? counts
        : counts + " (%d not applicable)".formatted(tally.skipped());
  }

  @Override
  public String tierCounts(Tally tally) {
    return "Tier: " + counts(tally);
  }

  @Override
  public String roadmapCounts(Tally tally) {
    return "Roadmap: " + counts(tally);
  }

  @Override
  public String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone)) + " (" + zone.getId() + ")";
  }

  @Override
  public String newsHeader(int count) {
    return "🎉 %d pieces of news".formatted(count);
  }

  @Override
  public String newsText(int count, String first) {
    return "🎉 %d pieces of news, the first: %s".formatted(count, first);
  }

  @Override
  public String link() {
    return "See the progress";
  }

  @Override
  public String test() {
    return "👋 This channel is connected to Trilha: the team's news comes here.";
  }

  @Override
  public String digestHeader(WeeklyDigest digest) {
    LocalDate monday = digest.week();
    return "📅 The team's week: %s to %s"
        .formatted(DAY.format(monday), DAY.format(monday.plusDays(6)));
  }

  @Override
  public String digestText(WeeklyDigest digest, String team) {
    return "📅 The week of team %s: %s".formatted(team, leaves(digest.leaves()));
  }

  @Override
  public String digestLeavesLine(WeeklyDigest digest) {
    int difference = digest.leaves() - digest.leavesBefore();
    String compared =
        difference == 0
            ? "as many as the week before"
            : "%d %s than the week before (%d)"
                .formatted(
                    Math.abs(difference), difference > 0 ? "more" : "fewer", digest.leavesBefore());
    return "*%s*, %s. Active: %d of %d."
        .formatted(leaves(digest.leaves()), compared, digest.active(), digest.members());
  }

  private static String leaves(int count) {
    return count == 1 ? "1 item completed" : "%d items completed".formatted(count);
  }

  @Override
  public String finishesTitle() {
    return "*Finished*";
  }

  @Override
  public String streaksTitle() {
    return "*On a streak*";
  }

  @Override
  public String stuckTitle() {
    return "*Could use a hand*";
  }

  @Override
  public String plansTitle() {
    return "*Planned and done*";
  }

  @Override
  public String more(int count) {
    return "… and %d more".formatted(count);
  }

  @Override
  public String streak(int days) {
    return "%d days in a row".formatted(days);
  }

  @Override
  public String stuckFor(String roadmap, int days) {
    return "%s, nothing new for %d days".formatted(roadmap, days);
  }

  @Override
  public String finishedTier(String tier, String roadmap) {
    return "tier %s of %s".formatted(tier, roadmap);
  }

  @Override
  public String finishedRoadmap(String roadmap) {
    return "the whole roadmap %s".formatted(roadmap);
  }

  @Override
  public String planned(String roadmap, int done, int planned) {
    return "%s, %d done of %d planned by now".formatted(roadmap, done, planned);
  }
}
