package dev.trilha.query;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.Weeks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small roadmap and what happens on it.
 *
 * <pre>
 * tier-1 (3)  basics (2): records, streams · tools (any 1): maven | gradle
 * tier-2 (3)  jdbc · testing (2, an item with checks): unit, real
 * habits      outside the tiers: daily
 * </pre>
 */
public final class Curriculum {
  public static final int TOTAL = 6;
  public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  private static final AtomicInteger names = new AtomicInteger();

  private Curriculum() {}

  /** A name that no other test has. */
  public static String fresh(String what) {
    return what + "-" + ProcessHandle.current().pid() + "-" + names.incrementAndGet();
  }

  public static RoadmapPublished published(String roadmap, int version) {
    return new RoadmapPublished(
        new RoadmapId(roadmap), version, "Java, edition " + version, "en", children());
  }

  public static List<RoadmapNode> children() {
    return List.of(
        section(
            "tier-1",
            NodeKind.TIER,
            CompletionRule.ALL,
            3,
            section(
                "basics", NodeKind.TOPIC, CompletionRule.ALL, 2, leaf("records"), leaf("streams")),
            section(
                "tools",
                NodeKind.TOPIC,
                new CompletionRule.Any(1),
                1,
                leaf("maven"),
                leaf("gradle"))),
        section(
            "tier-2",
            NodeKind.TIER,
            CompletionRule.ALL,
            3,
            leaf("jdbc"),
            section("testing", NodeKind.ITEM, CompletionRule.ALL, 2, leaf("unit"), leaf("real")),
            new RoadmapNode(
                new NodeId("why"),
                NodeKind.NOTE,
                "Why",
                null,
                false,
                0,
                "Because.",
                null,
                List.of()),
            section("empty", NodeKind.TOPIC, CompletionRule.ALL, 0)),
        section("habits", NodeKind.SELF_ASSESSMENT, CompletionRule.ALL, 1, leaf("daily")));
  }

  /**
   * Week 1 is "early", weeks 2 and 3 are "middle", week 4 is "last"; no part of the roadmap above.
   */
  public static RoadmapNode plan() {
    return new RoadmapNode(
        new NodeId("plan"),
        NodeKind.PLAN,
        "The plan",
        null,
        false,
        0,
        null,
        null,
        List.of(planRow("early", 1, 1), planRow("middle", 2, 3), planRow("last", 4, 4)));
  }

  private static RoadmapNode planRow(String id, int from, int to) {
    return new RoadmapNode(
        new NodeId(id),
        NodeKind.PLAN_ROW,
        "The " + id,
        null,
        false,
        0,
        "Something " + id,
        null,
        new Weeks(from, to),
        null,
        null,
        null,
        List.of());
  }

  private static RoadmapNode section(
      String id, NodeKind kind, CompletionRule rule, int total, RoadmapNode... children) {
    return new RoadmapNode(
        new NodeId(id), kind, "The " + id, rule, false, total, null, null, List.of(children));
  }

  private static RoadmapNode leaf(String id) {
    return new RoadmapNode(
        new NodeId(id), NodeKind.ITEM, "The " + id, null, true, 1, null, null, List.of());
  }

  public static SectionTally tally(String section, int done, int skipped, int total) {
    return new SectionTally(new NodeId(section), done, skipped, total);
  }

  /** Somebody's way on a roadmap; every method is an event. */
  public record Walk(LearnerId learner, RoadmapId roadmap) {
    public static Walk of(String learner, String roadmap) {
      return new Walk(new LearnerId(learner), new RoadmapId(roadmap));
    }

    public EnrollmentEvent enrolled() {
      return new EnrollmentEvent.LearnerEnrolled(learner, roadmap, 1, 0, 0, TOTAL);
    }

    public EnrollmentEvent completed(String item, int done, SectionTally... sections) {
      return completed(NOON, item, done, sections);
    }

    public EnrollmentEvent completed(Instant at, String item, int done, SectionTally... sections) {
      return new EnrollmentEvent.ItemCompleted(
          learner, roadmap, 1, new NodeId(item), null, null, at, done, 0, TOTAL, List.of(sections));
    }

    public EnrollmentEvent planStarted(LocalDate startDate) {
      return new EnrollmentEvent.PlanStarted(learner, roadmap, 1, startDate, 0, 0, TOTAL);
    }

    public EnrollmentEvent started(String item, int done, SectionTally... sections) {
      return started(NOON, item, done, sections);
    }

    public EnrollmentEvent started(Instant at, String item, int done, SectionTally... sections) {
      return new EnrollmentEvent.ItemStarted(
          learner, roadmap, 1, new NodeId(item), null, null, at, done, 0, TOTAL, List.of(sections));
    }

    public EnrollmentEvent skipped(String item, int done, int skipped, SectionTally... sections) {
      return new EnrollmentEvent.ItemSkipped(
          learner,
          roadmap,
          1,
          new NodeId(item),
          null,
          null,
          NOON,
          done,
          skipped,
          TOTAL,
          List.of(sections));
    }

    public EnrollmentEvent reopened(String item, int done, SectionTally... sections) {
      return new EnrollmentEvent.ItemReopened(
          learner,
          roadmap,
          1,
          new NodeId(item),
          null,
          null,
          NOON,
          done,
          0,
          TOTAL,
          List.of(sections));
    }

    public EnrollmentEvent tierCompleted(int done, SectionTally tier) {
      return new EnrollmentEvent.TierCompleted(
          learner, roadmap, 1, tier.id(), "The tier", "Java", NOON, done, 0, TOTAL, tier, null);
    }

    public EnrollmentEvent topicCompleted(int done, SectionTally topic) {
      return new EnrollmentEvent.TopicCompleted(
          learner, roadmap, 1, null, topic.id(), "The topic", NOON, done, 0, TOTAL, topic);
    }

    public EnrollmentEvent tierReopened(int done, SectionTally tier) {
      return new EnrollmentEvent.TierReopened(
          learner, roadmap, 1, tier.id(), NOON, done, 0, TOTAL, tier, null);
    }

    public EnrollmentEvent upgraded(int version, int done, SectionTally... sections) {
      return new EnrollmentEvent.EnrollmentUpgraded(
          learner, roadmap, 1, version, done, 0, TOTAL, List.of(sections));
    }
  }
}
