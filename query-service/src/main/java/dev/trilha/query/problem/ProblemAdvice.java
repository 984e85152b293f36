package dev.trilha.query.problem;

import dev.trilha.schemas.InvalidValueException;
import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where a failure becomes an answer. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(ProblemException known) {
    return answer(
        known.type(), String.valueOf(known.getMessage()), known.broken(), known.retryAfter());
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> database(RuntimeException failed) {
    log.warn("the database did not answer: {}", rootOf(failed).toString());
    return answer(ProblemType.STORE_UNAVAILABLE, "try again in a moment", null, DATABASE_RETRY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception bug) {
    log.error("a read failed", bug);
    return answer(ProblemType.INTERNAL_ERROR, "the log of this service has the reason", null, null);
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String field =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    String rule =
        rootOf(mismatch) instanceof InvalidValueException ours
            ? ours.rule()
            : mismatch.getRequiredType() == Instant.class
                ? "is a moment as ISO 8601 writes it, for instance 2026-11-02T08:00:00Z"
                : "is a whole number in its range";
    return objects(problem(ProblemException.malformed(field, rule)));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException missing,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return objects(problem(ProblemException.malformed(missing.getParameterName(), "is required")));
  }

  /** Whatever Spring MVC itself refuses: its status and headers, our words. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception refused,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemType type = ProblemType.ofStatus(status.value());
    if (status.is5xxServerError()) {
      log.error("a read failed", refused);
    }
    ProblemDetail detail = ProblemDetail.forStatus(status);
    detail.setType(type.type());
    detail.setTitle(type.title());
    if (type == ProblemType.NOT_FOUND) {
      detail.setDetail("nothing is at this address");
    } else if (body instanceof ProblemDetail said && status.is4xxClientError()) {
      detail.setDetail(said.getDetail());
    } else {
      detail.setDetail("the log of this service has the reason");
    }
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  private static ResponseEntity<ProblemDetail> answer(
      ProblemType type, String detail, @Nullable BrokenRule broken, @Nullable Duration retryAfter) {
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
    body.setType(type.type());
    body.setTitle(type.title());
    if (broken != null) {
      body.setProperty("errors", List.of(broken));
    }
    var response =
        ResponseEntity.status(type.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    return response.body(body);
  }

  private static ResponseEntity<Object> objects(ResponseEntity<ProblemDetail> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
