package dev.trilha.command.learner;

import dev.trilha.schemas.LearnerId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A person's profile, and its end. */
@RestController
@RequestMapping(path = "/v1/learners/{learnerId}", produces = MediaType.APPLICATION_JSON_VALUE)
class LearnerController {
  private final LearnerProfiles profiles;

  LearnerController(LearnerProfiles profiles) {
    this.profiles = profiles;
  }

  record Answer(boolean changed) {}

  @PutMapping("/profile")
  Answer keep(@PathVariable LearnerId learnerId, @RequestBody ProfileRequest request) {
    return new Answer(profiles.keep(request.of(learnerId)));
  }

  /** Forgets the person. What was ticked stays under an id that names nobody. */
  @DeleteMapping
  Answer erase(@PathVariable LearnerId learnerId) {
    return new Answer(profiles.erase(learnerId));
  }
}
