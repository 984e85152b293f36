package dev.trilha.query.progress;

import dev.trilha.query.progress.Progress.Standing;

/**
 * Where a learner stands on a roadmap, and of which row that is known.
 *
 * @param row another one as soon as anything of the enrollment is written
 * @param published whether the version that the learner is on has arrived: leaves are told by it
 */
record Enrolled(
    String learnerId,
    String roadmapId,
    int roadmapVersion,
    EnrollmentHead.Row row,
    boolean published,
    Standing standing) {}
