package dev.trilha.query.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an enrollment.
 *
 * @param sequence its place among the enrollment's events, from 0
 * @param type its name, as on Kafka: {@code item-completed}
 * @param roadmapVersion the version that the numbers are counted on
 * @param nodeId the item, topic or tier that it is about; absent when it is about the roadmap
 * @param title of that node in that version, also when the roadmap has no such node any more;
 *     absent as long as the version's publication has not arrived
 * @param at when the learner says it happened
 * @param recordedAt when it was stored
 * @param done leaves of the tiers after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Activity(
    String roadmapId,
    long sequence,
    String type,
    int roadmapVersion,
    @Nullable String nodeId,
    @Nullable String title,
    Instant at,
    Instant recordedAt,
    int done,
    int skipped,
    int total) {
  Activity titled(@Nullable String title) {
    return new Activity(
        roadmapId,
        sequence,
        type,
        roadmapVersion,
        nodeId,
        title,
        at,
        recordedAt,
        done,
        skipped,
        total);
  }
}
