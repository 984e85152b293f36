package dev.trilha.query.progress;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a section below a tier is.
 *
 * @param kind as in the roadmap's tree
 * @param percent absent when nothing in it applies
 * @param sections what it consists of, to any depth
 */
record SectionProgress(
    String id,
    String kind,
    String title,
    int done,
    int skipped,
    int total,
    @Nullable Integer percent,
    @Nullable Instant completedAt,
    List<SectionProgress> sections) {}
