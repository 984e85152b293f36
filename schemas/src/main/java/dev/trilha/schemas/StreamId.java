package dev.trilha.schemas;

/**
 * The name of a stream of events: what its sequence numbers count, and the {@code subject} of its
 * events on Kafka. Written {@code enrollment/{learner}/{roadmap}}, {@code roadmap/{roadmap}} or
 * {@code team/{team}}.
 */
public sealed interface StreamId {
  /** What the stream's events are keyed by on Kafka. */
  String key();

  record OfEnrollment(LearnerId learnerId, RoadmapId roadmapId) implements StreamId {
    @Override
    public String key() {
      return learnerId.value();
    }

    @Override
    public String toString() {
      return "enrollment/" + learnerId + "/" + roadmapId;
    }
  }

  record OfRoadmap(RoadmapId roadmapId) implements StreamId {
    @Override
    public String key() {
      return roadmapId.value();
    }

    @Override
    public String toString() {
      return "roadmap/" + roadmapId;
    }
  }

  record OfTeam(TeamId teamId) implements StreamId {
    @Override
    public String key() {
      return teamId.value();
    }

    @Override
    public String toString() {
      return "team/" + teamId;
    }
  }

  /**
   * @throws IllegalArgumentException when the text names no stream
   */
  static StreamId parse(String text) {
    String[] parts = text.split("/", -1);
    return switch (parts[0] + "/" + parts.length) {
      case "enrollment/3" -> new OfEnrollment(new LearnerId(parts[1]), new RoadmapId(parts[2]));
      case "roadmap/2" -> new OfRoadmap(new RoadmapId(parts[1]));
      case "team/2" -> new OfTeam(new TeamId(parts[1]));
      default -> throw new IllegalArgumentException("no stream is named " + text);
    };
  }
}
