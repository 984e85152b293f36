package dev.trilha.query.progress;

import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one enrollment, all of the same moment.
 *
 * @param version the number of the enrollment's events so far
 * @param newestAt the time of the newest of them
 * @param planStart the first day of the plan; absent for who does not walk by it
 * @param sections those with anything done, skipped or undone again
 * @param items those that were ever ticked, by id
 */
record StoredProgress(
    RoadmapId roadmapId,
    int roadmapVersion,
    long version,
    int done,
    int skipped,
    int total,
    Instant newestAt,
    @Nullable Instant completedAt,
    @Nullable LocalDate planStart,
    List<StoredSection> sections,
    List<StoredItem> items) {

  record StoredSection(
      String id, int done, int skipped, int total, @Nullable Instant completedAt) {}

  record StoredItem(String id, String status, Instant at) {}
}
