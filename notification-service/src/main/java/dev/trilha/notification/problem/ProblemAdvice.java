package dev.trilha.notification.problem;

import dev.trilha.notification.problem.BodyLimit.BodyTooLarge;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every exception, turned into an answer that says what to correct and nothing of the inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ProblemException e) {
    return answer(e.problem(), Objects.requireNonNullElse(e.getMessage(), ""), e.errors());
  }

  /** PostgreSQL is away, or too busy to answer in time. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<ProblemDetail> unavailable(Exception e) {
    log.warn("a request found no database: {}", e.toString());
    return ResponseEntity.status(Problem.UNAVAILABLE.status())
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(
            Problems.of(
                Problem.UNAVAILABLE, "The database does not answer; try again soon.", List.of()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(Exception e) {
    log.error("a request failed", e);
    return answer(Problem.INTERNAL, "The request failed; the log says why.", List.of());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String field =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : Objects.requireNonNullElse(e.getPropertyName(), "request");
    Throwable cause = e.getMostSpecificCause();
    Class<?> wanted = e.getRequiredType();
    boolean ownRule =
        cause instanceof IllegalArgumentException && !(cause instanceof NumberFormatException);
    String rule =
        ownRule
            ? Objects.requireNonNullElse(cause.getMessage(), "is not allowed")
            : "is a whole number";
    Problem problem =
        wanted != null && wanted.isRecord() ? Problem.MALFORMED_ID : Problem.INVALID_VALUE;
    return object(
        answer(
            problem,
            "The value of " + field + " is not allowed.",
            List.of(new BrokenRule(field, rule))));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BodyTooLarge tooLarge -> {
          return object(
              answer(Problem.TOO_LARGE, Objects.requireNonNull(tooLarge.getMessage()), List.of()));
        }
        case UnrecognizedPropertyException unknown -> {
          String field = path(unknown);
          return object(
              answer(
                  Problem.UNKNOWN_FIELD,
                  "The field " + field + " is not known.",
                  List.of(new BrokenRule(field, "is none of " + unknown.getKnownPropertyIds()))));
        }
        case DatabindException misfit when !misfit.getPath().isEmpty() -> {
          String field = path(misfit);
          return object(
              answer(
                  Problem.INVALID_VALUE,
                  "The value of " + field + " is not allowed.",
                  List.of(new BrokenRule(field, "has another type"))));
        }
        default -> {}
      }
    }
    return object(
        answer(
            Problem.MALFORMED_BODY,
            "The body is not the JSON object that is expected here.",
            List.of()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        body instanceof ProblemDetail standard && standard.getDetail() != null
            ? standard.getDetail()
            : "The request is refused.";
    return super.handleExceptionInternal(e, Problems.of(status, detail), headers, status, request);
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static ResponseEntity<ProblemDetail> answer(
      Problem problem, String detail, List<BrokenRule> errors) {
    return ResponseEntity.status(problem.status()).body(Problems.of(problem, detail, errors));
  }

  private static ResponseEntity<Object> object(ResponseEntity<ProblemDetail> answer) {
    return ResponseEntity.status(answer.getStatusCode()).body(answer.getBody());
  }
}
