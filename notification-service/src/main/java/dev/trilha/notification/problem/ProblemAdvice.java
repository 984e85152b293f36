package dev.trilha.notification.problem;

import dev.trilha.notification.problem.BodyLimit.BodyTooLarge;
import dev.trilha.schemas.InvalidValueException;
import dev.trilha.schemas.problem.ProblemType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every exception, turned into an answer that says what to correct and nothing of the inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ProblemException e) {
    ProblemDetail body = body(e.type(), Objects.requireNonNullElse(e.getMessage(), ""));
    if (!e.broken().isEmpty()) {
      body.setProperty("errors", e.broken());
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.type().status());
    if (e.type() == ProblemType.BUSY) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
  }

  /** PostgreSQL is away, or too busy to answer in time. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<ProblemDetail> unavailable(Exception e) {
    log.warn("a request found no database: {}", e.toString());
    return ResponseEntity.status(ProblemType.STORE_UNAVAILABLE.status())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(body(ProblemType.STORE_UNAVAILABLE, "the database does not answer: try again soon"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(Exception e) {
    log.error("a request failed", e);
    return ResponseEntity.of(
            body(ProblemType.INTERNAL_ERROR, "the request failed here; the log has the cause"))
        .build();
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String field =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : Objects.requireNonNullElse(e.getPropertyName(), "request");
    String rule =
        e.getMostSpecificCause() instanceof InvalidValueException ours
            ? ours.rule()
            : "is a whole number in its range";
    return object(refused(ProblemException.malformed(field, rule)));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return object(
        refused(
            e.getMostSpecificCause() instanceof BodyTooLarge tooLarge
                ? ProblemException.tooLarge(tooLarge.bytes())
                : UnreadableBody.problem(e)));
  }

  /** What the web framework itself refuses. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemType type = ProblemType.ofStatus(status.value());
    String detail = "the request is refused";
    if (type == ProblemType.NOT_FOUND) {
      detail = "nothing is at this address";
    } else if (body instanceof ProblemDetail standard && standard.getDetail() != null) {
      detail = standard.getDetail();
    }
    ProblemDetail problem = body(type, detail);
    problem.setStatus(status.value());
    return super.handleExceptionInternal(e, problem, headers, status, request);
  }

  private static ProblemDetail body(ProblemType type, String detail) {
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
    body.setType(type.type());
    body.setTitle(type.title());
    return body;
  }

  private static ResponseEntity<Object> object(ResponseEntity<ProblemDetail> answer) {
    return ResponseEntity.status(answer.getStatusCode()).body(answer.getBody());
  }
}
