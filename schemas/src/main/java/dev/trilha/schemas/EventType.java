package dev.trilha.schemas;

import static dev.trilha.schemas.Topic.ENROLLMENT;
import static dev.trilha.schemas.Topic.ROADMAP;
import static dev.trilha.schemas.Topic.TEAM;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The names of the events in the store and on Kafka. A name and a revision never change their
 * meaning; a class may be renamed freely.
 *
 * <p>A newer revision only allows more: what was written in an older one is right in it, and is
 * read as the same class.
 */
public enum EventType {
  ROADMAP_PUBLISHED("roadmap-published", 2, RoadmapEvent.RoadmapPublished.class, ROADMAP),
  PLAN_MAPPED("plan-mapped", 1, RoadmapEvent.PlanMapped.class, ROADMAP),
  LEARNER_ENROLLED("learner-enrolled", 1, EnrollmentEvent.LearnerEnrolled.class, ENROLLMENT),
  PLAN_STARTED("plan-started", 1, EnrollmentEvent.PlanStarted.class, ENROLLMENT),
  ITEM_STARTED("item-started", 1, EnrollmentEvent.ItemStarted.class, ENROLLMENT),
  ITEM_COMPLETED("item-completed", 1, EnrollmentEvent.ItemCompleted.class, ENROLLMENT),
  ITEM_SKIPPED("item-skipped", 1, EnrollmentEvent.ItemSkipped.class, ENROLLMENT),
  ITEM_REOPENED("item-reopened", 1, EnrollmentEvent.ItemReopened.class, ENROLLMENT),
  TOPIC_COMPLETED("topic-completed", 1, EnrollmentEvent.TopicCompleted.class, ENROLLMENT),
  TIER_COMPLETED("tier-completed", 1, EnrollmentEvent.TierCompleted.class, ENROLLMENT),
  TIER_REOPENED("tier-reopened", 1, EnrollmentEvent.TierReopened.class, ENROLLMENT),
  ROADMAP_COMPLETED("roadmap-completed", 1, EnrollmentEvent.RoadmapCompleted.class, ENROLLMENT),
  ROADMAP_REOPENED("roadmap-reopened", 1, EnrollmentEvent.RoadmapReopened.class, ENROLLMENT),
  ENROLLMENT_UPGRADED(
      "enrollment-upgraded", 1, EnrollmentEvent.EnrollmentUpgraded.class, ENROLLMENT),
  TEAM_FORMED("team-formed", 1, TeamEvent.TeamFormed.class, TEAM),
  TEAM_RENAMED("team-renamed", 1, TeamEvent.TeamRenamed.class, TEAM),
  MEMBER_JOINED("member-joined", 1, TeamEvent.MemberJoined.class, TEAM),
  MEMBER_LEFT("member-left", 1, TeamEvent.MemberLeft.class, TEAM),
  TEAM_DISBANDED("team-disbanded", 1, TeamEvent.TeamDisbanded.class, TEAM);

  private static final Map<String, EventType> BY_CLOUD_EVENT_TYPE = indexByEveryRevision();
  private static final Map<String, EventType> BY_NAME = index(EventType::eventName);
  private static final Map<Class<?>, EventType> BY_CLASS = index(EventType::eventClass);

  private final String eventName;
  private final int revision;
  private final Class<? extends DomainEvent> eventClass;
  private final Topic topic;
  private final String cloudEventType;

  EventType(String eventName, int revision, Class<? extends DomainEvent> eventClass, Topic topic) {
    this.eventName = eventName;
    this.revision = revision;
    this.eventClass = eventClass;
    this.topic = topic;
    this.cloudEventType = cloudEventType(eventName, revision);
  }

  private static String cloudEventType(String eventName, int revision) {
    return "dev.trilha." + eventName + ".v" + revision;
  }

  private static Map<String, EventType> indexByEveryRevision() {
    Map<String, EventType> index = new HashMap<>();
    for (EventType type : values()) {
      for (int revision = 1; revision <= type.revision; revision++) {
        index.put(cloudEventType(type.eventName, revision), type);
      }
    }
    return Map.copyOf(index);
  }

  private static <K> Map<K, EventType> index(Function<EventType, K> key) {
    return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, type -> type));
  }

  public static EventType of(DomainEvent event) {
    EventType type = BY_CLASS.get(event.getClass());
    if (type == null) {
      throw new IllegalArgumentException(event.getClass() + " has no name: add it to EventType");
    }
    return type;
  }

  public static Optional<EventType> ofClass(Class<?> eventClass) {
    return Optional.ofNullable(BY_CLASS.get(eventClass));
  }

  /** The type stored under this name, in its newest revision. */
  public static Optional<EventType> named(String eventName) {
    return Optional.ofNullable(BY_NAME.get(eventName));
  }

  /** The type of this name, be it of the newest revision or of one before. */
  public static Optional<EventType> ofCloudEventType(String cloudEventType) {
    return Optional.ofNullable(BY_CLOUD_EVENT_TYPE.get(cloudEventType));
  }

  /** For instance {@code item-completed}. */
  public String eventName() {
    return eventName;
  }

  public int revision() {
    return revision;
  }

  public Class<? extends DomainEvent> eventClass() {
    return eventClass;
  }

  public Topic topic() {
    return topic;
  }

  /** For instance {@code dev.trilha.item-completed.v1}. */
  public String cloudEventType() {
    return cloudEventType;
  }
}
