package dev.trilha.query.checker;

import dev.trilha.query.Feed;
import dev.trilha.query.checker.Node.Tally;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.ItemSkipped;
import dev.trilha.schemas.EnrollmentEvent.ItemStarted;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What might have happened: the streams of one seed, and how Kafka might have got them. */
final class World {
  static final List<Node> TIERS = IntStream.rangeClosed(1, 3).mapToObj(Node::tier).toList();
  static final Node HABITS = Node.outsideTheTiers();
  private static final int TICKS = 40;

  private final Random random;
  private final Instant now;

  World(long seed, Instant now) {
    random = new Random(seed);
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** An enrollment of its first event to its last. */
  List<DomainEvent> enrollment(String learner, String roadmap) {
    LearnerId who = new LearnerId(learner);
    RoadmapId what = new RoadmapId(roadmap);
    Map<String, String> states = new HashMap<>();
    List<DomainEvent> events = new ArrayList<>();
    events.add(new LearnerEnrolled(who, what, 1, 0, 0, totals(states).total()));
    List<Node> leaves = new ArrayList<>(HABITS.leaves());
    TIERS.forEach(tier -> leaves.addAll(tier.leaves()));
    int ticks = random.nextInt(TICKS);
    for (int i = 0; i < ticks; i++) {
      String leaf = leaves.get(random.nextInt(leaves.size())).id();
      String state =
          List.of("done", "done", "done", "done", "in-progress", "skipped", "todo", "todo")
              .get(random.nextInt(8));
      if (!states.getOrDefault(leaf, "todo").equals(state)) {
        states.put(leaf, state);
        events.add(event(who, what, leaf, state, states));
      }
    }
    return events;
  }

  private EnrollmentEvent event(
      LearnerId who, RoadmapId what, String leaf, String state, Map<String, String> states) {
    Tally all = totals(states);
    NodeId item = new NodeId(leaf);
    Instant at = sometime();
    List<SectionTally> above = new ArrayList<>(HABITS.above(leaf, states));
    TIERS.forEach(tier -> above.addAll(tier.above(leaf, states)));
    int done = all.done();
    int skipped = all.skipped();
    int total = all.total();
    return switch (state) {
      case "done" ->
          new ItemCompleted(who, what, 1, item, null, null, at, done, skipped, total, above);
      case "skipped" ->
          new ItemSkipped(who, what, 1, item, null, null, at, done, skipped, total, above);
      case "in-progress" ->
          new ItemStarted(who, what, 1, item, null, null, at, done, skipped, total, above);
      default -> new ItemReopened(who, what, 1, item, null, null, at, done, skipped, total, above);
    };
  }

  private static Tally totals(Map<String, String> states) {
    List<Tally> tiers = TIERS.stream().map(tier -> tier.tally(states)).toList();
    return new Tally(
        tiers.stream().mapToInt(Tally::done).sum(),
        tiers.stream().mapToInt(Tally::skipped).sum(),
        tiers.stream().mapToInt(Tally::total).sum());
  }

  /** Often lately, else in the last three months; now and then years ago. */
  private Instant sometime() {
    int days =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> 7;
          case 9 -> 3000;
          default -> 90;
        };
    return now.minus(Duration.ofSeconds(random.nextInt(days * 86_400)));
  }

  /** People come, go, and come back. */
  List<DomainEvent> team(String team, List<String> people) {
    TeamId id = new TeamId(team);
    List<DomainEvent> events = new ArrayList<>();
    events.add(new TeamFormed(id, "The " + team));
    for (String person : people) {
      int turns = random.nextInt(4);
      for (int i = 0; i < turns; i++) {
        LearnerId who = new LearnerId(person);
        events.add(i % 2 == 0 ? new MemberJoined(id, who) : new MemberLeft(id, who));
      }
    }
    return events;
  }

  /**
   * Every stream in order, streams mixed, now and then something again: the last record, or all of
   * the stream from some place on; and at the end everything once more.
   */
  List<ProducerRecord<String, byte[]>> delivery(List<List<DomainEvent>> streams) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(mixed(streams));
    records.addAll(mixed(streams));
    return records;
  }

  private List<ProducerRecord<String, byte[]>> mixed(List<List<DomainEvent>> streams) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    var next = new int[streams.size()];
    List<Integer> open = new ArrayList<>(IntStream.range(0, streams.size()).boxed().toList());
    while (!open.isEmpty()) {
      int place = random.nextInt(open.size());
      int stream = open.get(place);
      List<DomainEvent> events = streams.get(stream);
      int from =
          switch (random.nextInt(12)) {
            case 0 -> Math.max(0, next[stream] - 1);
            case 1 -> random.nextInt(next[stream] + 1);
            default -> next[stream];
          };
      for (int i = from; i <= next[stream]; i++) {
        records.add(Feed.record(i, events.get(i)));
      }
      next[stream]++;
      if (next[stream] == events.size()) {
        open.removeIf(one -> one == stream);
      }
    }
    return records;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }
}
