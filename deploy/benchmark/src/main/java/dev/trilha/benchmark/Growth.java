package dev.trilha.benchmark;

import dev.trilha.benchmark.load.Ticks;
import dev.trilha.benchmark.machine.Server;
import java.util.Arrays;

/**
 * Whether a tick costs more the longer an enrollment has gone on: a learner with 10 000 events
 * ticks in turn with learners who have ten, one request at a time.
 */
final class Growth {
  private static final int EVENTS = 10_000;
  private static final int GROUPS = 3;

  /** Of ticks whose medians are compared. */
  private static final int PAIRS_IN_A_GROUP = 20;

  private final Session session;

  Growth(Session session) {
    this.session = session;
  }

  void run(Server server) throws InterruptedException {
    var api = new Api(server);
    String old = "growth-old";
    // Each of these writes at least as many events as it has items.
    for (int events = 0; events < EVENTS; events += 2 * 100) {
      api.set(old, 0, 100, "done");
      api.set(old, 0, 100, "todo");
    }
    int groups = Math.max(GROUPS, session.plan().growthPairs() / PAIRS_IN_A_GROUP);
    int young = 0;
    for (int group = 0; group < groups; group++) {
      double[] late = new double[PAIRS_IN_A_GROUP];
      double[] early = new double[PAIRS_IN_A_GROUP];
      for (int pair = 0; pair < PAIRS_IN_A_GROUP; pair++) {
        String learner = "growth-" + young++;
        // Enrolled, and eight items: nine events.
        api.set(learner, 0, 8, "done");
        early[pair] = api.tick(learner, 100, "done") / 1e6;
        // 100 and on are open: each pair of groups ticks and reopens them.
        late[pair] = api.tick(old, 100 + pair, group % 2 == 0 ? "done" : "todo") / 1e6;
      }
      double lateMedian = median(late);
      double earlyMedian = median(early);
      session.figures().measure("tick_ms_on_event_10", earlyMedian);
      session.figures().measure("tick_ms_on_event_10000", lateMedian);
      session.figures().measure("growth_ratio", lateMedian / earlyMedian);
    }
    session.say(
        "a tick on event %,d takes %.2f times one on event 10, of %d items"
            .formatted(
                EVENTS,
                session.figures().summary("growth_ratio").orElseThrow().median(),
                Ticks.ITEMS));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
  }
}
