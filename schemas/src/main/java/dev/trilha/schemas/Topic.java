package dev.trilha.schemas;

/** The topics of Kafka. Records of one key stay in order. */
public enum Topic {
  /** Keyed by roadmap; kept for ever. */
  ROADMAP("trilha.roadmap.v1", false),
  /** Keyed by learner; kept for ever. */
  ENROLLMENT("trilha.enrollment.v1", false),
  /** Keyed by team; kept for ever. */
  TEAM("trilha.team.v1", false),
  /** Keyed by learner; compacted, and a record without a value says that the person is erased. */
  LEARNER_PROFILE("trilha.learner-profile.v1", true);

  private final String topicName;
  private final boolean compacted;

  Topic(String topicName, boolean compacted) {
    this.topicName = topicName;
    this.compacted = compacted;
  }

  public String topicName() {
    return topicName;
  }

  public boolean compacted() {
    return compacted;
  }
}
