package dev.trilha.notification.digest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.schemas.LearnerId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What somebody agrees to be told of in digests. */
@RestController
@RequestMapping(
    path = "/v1/learners/{learnerId}/digest",
    produces = MediaType.APPLICATION_JSON_VALUE)
class ConsentController {
  private final Consents consents;

  ConsentController(Consents consents) {
    this.consents = consents;
  }

  /**
   * @param namedWhenStuck whether teams may be told that somebody could use a hand
   */
  record ConsentRequest(@Nullable Boolean namedWhenStuck) {}

  /**
   * @param changed only in answers to a change
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ConsentView(@Nullable Boolean changed, LearnerId learnerId, boolean namedWhenStuck) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ConsentView put(@PathVariable LearnerId learnerId, @RequestBody ConsentRequest request) {
    if (request.namedWhenStuck() == null) {
      throw ProblemException.malformed("namedWhenStuck", "is required");
    }
    boolean agrees = request.namedWhenStuck();
    return new ConsentView(consents.set(learnerId, agrees), learnerId, agrees);
  }

  @GetMapping
  ConsentView show(@PathVariable LearnerId learnerId) {
    return new ConsentView(null, learnerId, consents.isGiven(learnerId));
  }
}
