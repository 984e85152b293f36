package dev.trilha.query.inbox;

import dev.trilha.query.problem.ProblemException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What could not be applied, for administrators. Values are not shown: they may hold what a person
 * asked to be forgotten.
 */
@RestController
class ParkedController {
  private static final int MOST = 1000;

  private final ParkedRows parked;
  private final Release release;

  ParkedController(ParkedRows parked, Release release) {
    this.parked = parked;
    this.release = release;
  }

  /**
   * @param total how many records are parked in all
   * @param records the newest first
   */
  record ParkedRecords(long total, List<ParkedRecord> records) {}

  @GetMapping(path = "/v1/admin/parked", produces = MediaType.APPLICATION_JSON_VALUE)
  ParkedRecords parked(@RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
    return new ParkedRecords(parked.count(), parked.newest(limit));
  }

  /**
   * Tries all that is parked with the record's key again, in order. What still cannot be applied
   * stays, and so does what waits behind it.
   */
  @PostMapping(path = "/v1/admin/parked/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
  Release.Outcome retry(@PathVariable String id) {
    return release.retry(id);
  }

  /** Gives the record up for ever, and tries what waited behind it. */
  @PostMapping(path = "/v1/admin/parked/{id}/discard", produces = MediaType.APPLICATION_JSON_VALUE)
  Release.Outcome discard(@PathVariable String id) {
    return release.discard(id);
  }
}
