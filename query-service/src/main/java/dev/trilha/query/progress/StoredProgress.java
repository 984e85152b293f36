package dev.trilha.query.progress;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one enrollment, all of the same moment.
 *
 * @param sections those with anything done, skipped or undone again
 * @param items those that were ever ticked, by id
 */
record StoredProgress(EnrollmentHead head, List<StoredSection> sections, List<StoredItem> items) {

  record StoredSection(
      String id, int done, int skipped, int total, @Nullable Instant completedAt) {}

  record StoredItem(String id, String status, Instant at) {}
}
