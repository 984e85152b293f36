package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Hands messages to every projection, within the caller's transaction. */
class Applier {
  private final List<Projection> projections;
  private final List<Announcer> announcers;

  Applier(List<Projection> projections, List<Announcer> announcers) {
    this.projections = List.copyOf(projections);
    this.announcers = List.copyOf(announcers);
  }

  /**
   * @return how many messages of each topic were news
   */
  Map<Topic, Integer> apply(Batch batch) {
    List<Runnable> announcements =
        announcers.stream().map(announcer -> announcer.prepare(batch)).toList();
    Map<Topic, Integer> news = new EnumMap<>(Topic.class);
    for (Projection projection : projections) {
      news.merge(projection.topic(), projection.project(batch), Math::max);
    }
    announcements.forEach(Runnable::run);
    return news;
  }
}
