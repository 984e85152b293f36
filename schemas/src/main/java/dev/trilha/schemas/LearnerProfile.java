package dev.trilha.schemas;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a person: the only message with personal data, on a compacted topic where a
 * tombstone erases it.
 *
 * @param timeZone an IANA zone, for instance {@code America/Sao_Paulo}
 * @param locale a BCP 47 tag
 * @param leaderboardOptOut whether the person is left out of every leaderboard
 */
public record LearnerProfile(
    LearnerId learnerId,
    String displayName,
    @Nullable String email,
    String timeZone,
    String locale,
    boolean leaderboardOptOut) {}
