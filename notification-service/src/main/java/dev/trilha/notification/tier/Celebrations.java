package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a celebration asks of the world around it. Everything happens in the saga's own transaction.
 */
interface Celebrations {
  /**
   * Puts the news on its way to every team of the learner that wants to hear it, unless the tier
   * was celebrated a short while ago; and to the teams in which nobody is missing now.
   *
   * @param completion the event's id: the same news is put on its way once
   * @return the deliveries to wait for; none when there is nobody to tell, or nothing new
   */
  List<Long> announce(FinishedTier tier, String completion, @Nullable String traceparent);

  /** As for a tier. */
  List<Long> announce(FinishedRoadmap roadmap, String completion, @Nullable String traceparent);

  /** It was reopened in time, and nobody has been told. */
  void cancelled(Announcement achievement);
}
