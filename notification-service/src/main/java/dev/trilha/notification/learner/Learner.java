package dev.trilha.notification.learner;

import java.time.ZoneId;
import java.util.Optional;

/**
 * A person, as far as a message needs to know.
 *
 * @param zone absent when the profile names one that doesn't exist here
 * @param leaderboardOptOut whether the person is in no list that compares people
 */
public record Learner(String displayName, Optional<ZoneId> zone, boolean leaderboardOptOut) {}
