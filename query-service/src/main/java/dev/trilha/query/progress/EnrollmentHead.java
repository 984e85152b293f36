package dev.trilha.query.progress;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the one row of an enrollment says.
 *
 * @param row which row it is: another one as soon as anything of the enrollment is written
 * @param version the number of the enrollment's events so far
 * @param newestAt the time of the newest of them
 * @param planStart the first day of the plan; absent for who does not walk by it
 * @param asOf the moment up to which all enrollments are known to be read
 * @param parkedSince when the earliest record of it was sent that could not be applied; absent when
 *     none waits
 */
record EnrollmentHead(
    Row row,
    RoadmapId roadmapId,
    int roadmapVersion,
    long version,
    int done,
    int skipped,
    int total,
    Instant newestAt,
    @Nullable Instant completedAt,
    @Nullable LocalDate planStart,
    @Nullable Instant asOf,
    @Nullable Instant parkedSince) {
  /** What the answer says as its {@code asOf}. */
  @Nullable Instant freshness() {
    return Freshness.before(parkedSince, Freshness.newest(asOf, newestAt));
  }

  /**
   * @param wanted the version that was asked for
   */
  boolean isBehind(long wanted) {
    return version < wanted || parkedSince != null;
  }

  /**
   * As PostgreSQL tells rows apart. The sections and items of an enrollment are written in the
   * transaction that writes its row.
   *
   * @param table that it is in: a rebuilt one is another
   * @param writtenBy the transaction
   */
  record Row(long table, long writtenBy, long sequence) {}
}
