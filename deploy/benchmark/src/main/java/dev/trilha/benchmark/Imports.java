package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.Server;

/**
 * How long a roadmap of the greatest size that is taken needs from its Markdown to the answer: the
 * first version, and versions in which every twentieth item is worded anew.
 */
final class Imports {
  private static final String ROADMAP = "large";

  /** As many as a document may have: with their sections. */
  private static final int NODES = 20_000;

  private static final int TIERS = 4;
  private static final int TOPICS_OF_A_TIER = 50;
  private static final int ITEMS_OF_A_TOPIC = (NODES / TIERS - 1) / TOPICS_OF_A_TIER - 1;
  private static final int REWORDED = 20;

  private final Session session;

  Imports(Session session) {
    this.session = session;
  }

  void run(Server server) throws InterruptedException {
    var api = new Api(server);
    for (int version = 0; version < session.plan().rounds(); version++) {
      session
          .figures()
          .measure("import_20000_nodes_ms", api.publish(ROADMAP, document(version)) / 1e6);
    }
    session.say(
        "a roadmap of %,d nodes is published in %,.0f ms"
            .formatted(
                NODES, session.figures().summary("import_20000_nodes_ms").orElseThrow().median()));
  }

  private static String document(int version) {
    var text = new StringBuilder("# A roadmap without end\n");
    int item = 0;
    for (int tier = 1; tier <= TIERS; tier++) {
      text.append("\n## Tier %d: stage %d\n".formatted(tier, tier));
      for (int topic = 1; topic <= TOPICS_OF_A_TIER; topic++) {
        text.append("\n### Topic %d of stage %d\n\n".formatted(topic, tier));
        for (int i = 0; i < ITEMS_OF_A_TOPIC; i++, item++) {
          String wording = item % REWORDED == version ? "read it again, and explain" : "explain";
          text.append("- [ ] %s what number %d is good for\n".formatted(wording, item));
        }
      }
    }
    return text.toString();
  }
}
