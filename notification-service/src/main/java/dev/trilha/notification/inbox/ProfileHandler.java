package dev.trilha.notification.inbox;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;

/** Applies profiles, inside the transaction that also stores the offset. */
public interface ProfileHandler {
  void changed(LearnerProfile profile);

  void erased(LearnerId learner);
}
