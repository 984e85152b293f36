package dev.trilha.query.team;

import java.time.Instant;

/**
 * @param displayName the learner's id where no name is known
 */
public record Member(String learnerId, String displayName, Instant joinedAt) {}
