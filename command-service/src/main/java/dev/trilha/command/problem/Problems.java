package dev.trilha.command.problem;

import dev.trilha.schemas.InvalidValueException;
import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error of the service as {@code application/problem+json}. A caller learns what to mend, and
 * nothing of the inside.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    ProblemDetail problem = problem(refusal);
    return refusal instanceof Refusal.Busy busy
        ? later(problem, busy.retryAfter())
        : ResponseEntity.of(problem).build();
  }

  @ExceptionHandler({
    ConcurrencyException.class,
    AggregateStreamCreationException.class,
    LockAcquisitionFailedException.class
  })
  ResponseEntity<ProblemDetail> crowded(Exception crowd) {
    LOG.warn("Too many writers of one stream: {}", crowd.getClass().getSimpleName());
    return later(
        problem(ProblemType.BUSY, "too many requests change this at once: try again"), SOON);
  }

  @ExceptionHandler({
    EventStoreException.class,
    DataAccessException.class,
    TransactionException.class,
    SQLException.class
  })
  ResponseEntity<ProblemDetail> storeIsGone(Exception failure) {
    LOG.error("The database did not carry out a request", failure);
    return later(
        problem(
            ProblemType.STORE_UNAVAILABLE,
            "the database is out of reach and nothing was acknowledged: try again"),
        SOON);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception failure) {
    LOG.error("A request failed", failure);
    return ResponseEntity.of(
            problem(ProblemType.INTERNAL_ERROR, "the request failed here; the log has the cause"))
        .build();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String field =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    InvalidValueException ours = UnreadableBody.cause(mismatch, InvalidValueException.class);
    String rule = ours == null ? UnreadableBody.expected(mismatch.getRequiredType()) : ours.rule();
    ProblemDetail problem = problem(ProblemType.MALFORMED, new BrokenRule(field, rule));
    return handleExceptionInternal(mismatch, problem, headers, status(problem), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Refusal refusal = UnreadableBody.cause(unreadable, Refusal.class);
    ProblemDetail problem =
        refusal == null
            ? problem(ProblemType.MALFORMED, UnreadableBody.rule(unreadable))
            : problem(refusal);
    return handleExceptionInternal(unreadable, problem, headers, status(problem), request);
  }

  /** Spring's own refusals (media type, method, address) under our types. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem && !isOurs(problem)) {
      ProblemType type = ProblemType.ofStatus(status.value());
      problem.setType(type.type());
      problem.setTitle(type.title());
      if (type == ProblemType.NOT_FOUND) {
        problem.setDetail("nothing is at this address");
      }
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private static boolean isOurs(ProblemDetail problem) {
    return problem.getType() != null && !problem.getType().toString().equals("about:blank");
  }

  private static ProblemDetail problem(Refusal refusal) {
    return refusal instanceof Refusal.Invalid invalid
        ? problem(invalid.type(), invalid.broken())
        : problem(refusal.type(), String.valueOf(refusal.getMessage()));
  }

  private static ProblemDetail problem(ProblemType type, BrokenRule broken) {
    ProblemDetail problem = problem(type, broken.toString());
    problem.setProperty("errors", List.of(broken));
    return problem;
  }

  private static ProblemDetail problem(ProblemType type, String detail) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
    problem.setType(type.type());
    problem.setTitle(type.title());
    return problem;
  }

  private static HttpStatusCode status(ProblemDetail problem) {
    return HttpStatusCode.valueOf(problem.getStatus());
  }

  /** HTTP counts in whole seconds, which is long for who only has to let some others pass. */
  private static ResponseEntity<ProblemDetail> later(ProblemDetail problem, Duration retryAfter) {
    problem.setProperty("retryAfterMs", Math.max(1, retryAfter.toMillis()));
    String seconds = Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    return ResponseEntity.of(problem)
        .headers(headers -> headers.set(HttpHeaders.RETRY_AFTER, seconds))
        .build();
  }
}
