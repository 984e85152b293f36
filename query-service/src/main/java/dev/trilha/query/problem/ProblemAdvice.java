package dev.trilha.query.problem;

import java.time.Duration;
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
        known.problem(), String.valueOf(known.getMessage()), known.error(), known.retryAfter());
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> database(RuntimeException failed) {
    log.warn("the database did not answer: {}", rootOf(failed).toString());
    return answer(Problem.DATABASE_UNAVAILABLE, "try again in a moment", null, DATABASE_RETRY);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception bug) {
    log.error("a read failed", bug);
    return answer(Problem.UNEXPECTED, "the log of this service has the reason", null, null);
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
    Class<?> required = mismatch.getRequiredType();
    boolean id = required != null && required.getName().startsWith("dev.trilha.schemas.");
    String rule =
        id ? String.valueOf(rootOf(mismatch).getMessage()) : "must be a whole number in its range";
    return objects(
        answer(
            id ? Problem.MALFORMED_ID : Problem.MALFORMED_PARAMETER,
            "%s: %s".formatted(field, rule),
            new FieldError(field, rule),
            null));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException missing,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return objects(
        problem(ProblemException.malformedParameter(missing.getParameterName(), "given")));
  }

  /** Whatever Spring MVC itself refuses: its status and headers, our words. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception refused,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Problem problem =
        switch (status.value()) {
          case 404 -> Problem.NOTHING_HERE;
          case 405 -> Problem.METHOD_NOT_ALLOWED;
          case 406 -> Problem.NOT_ACCEPTABLE;
          default -> status.is4xxClientError() ? Problem.MALFORMED_REQUEST : Problem.UNEXPECTED;
        };
    if (status.is5xxServerError()) {
      log.error("a read failed", refused);
    }
    ProblemDetail detail = ProblemDetail.forStatus(status);
    detail.setType(problem.type());
    detail.setTitle(problem.title());
    if (body instanceof ProblemDetail said && status.is4xxClientError()) {
      detail.setDetail(said.getDetail());
    }
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  private static ResponseEntity<ProblemDetail> answer(
      Problem problem, String detail, @Nullable FieldError error, @Nullable Duration retryAfter) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(problem.status(), detail);
    body.setType(problem.type());
    body.setTitle(problem.title());
    if (error != null) {
      body.setProperty("errors", List.of(error));
    }
    var response =
        ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
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
