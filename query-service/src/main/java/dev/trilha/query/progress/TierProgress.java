package dev.trilha.query.progress;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a tier is.
 *
 * @param topics the sections right below it
 */
record TierProgress(
    String id,
    String title,
    int done,
    int skipped,
    int total,
    @Nullable Integer percent,
    @Nullable Instant completedAt,
    List<SectionProgress> topics) {}
