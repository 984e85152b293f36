package dev.trilha.query.inbox;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of a person.
 *
 * @param profile absent when the person is erased
 */
public record ProfileChange(LearnerId learnerId, @Nullable LearnerProfile profile) {}
