package dev.trilha.command.problem;

import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.springframework.http.HttpStatus;
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

/**
 * Every error of the service as {@code application/problem+json}. A caller learns what to mend, and
 * nothing of the inside.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_SOON = "1";

  /** What is wrong with one part of the request. */
  record FieldProblem(String field, String rule) {}

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound missing ->
          answer(
              problem(
                  HttpStatus.NOT_FOUND,
                  "unknown-" + missing.what().replace(' ', '-'),
                  said(missing)));
      case Refusal.Stale stale ->
          answer(problem(HttpStatus.PRECONDITION_FAILED, "stale-version", said(stale)));
      case Refusal.Invalid invalid -> answer(invalid(invalid));
    };
  }

  private static ProblemDetail invalid(Refusal.Invalid invalid) {
    return switch (invalid.kind()) {
      case MALFORMED ->
          problem(HttpStatus.BAD_REQUEST, "malformed", invalid.field(), invalid.rule());
      case UNACCEPTABLE ->
          problem(
              HttpStatus.UNPROCESSABLE_CONTENT, "unacceptable", invalid.field(), invalid.rule());
      case TOO_LARGE ->
          problem(HttpStatus.CONTENT_TOO_LARGE, "too-large", invalid.field(), invalid.rule());
    };
  }

  @ExceptionHandler({
    ConcurrencyException.class,
    AggregateStreamCreationException.class,
    LockAcquisitionFailedException.class
  })
  ResponseEntity<ProblemDetail> crowded(Exception crowd) {
    LOG.warn("Too many writers of one stream: {}", crowd.getClass().getSimpleName());
    return later(
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "busy",
            "too many requests change this at once: try again"));
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
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "the database is out of reach and nothing was acknowledged: try again"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception failure) {
    LOG.error("A request failed", failure);
    return answer(
        problem(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-error",
            "the request failed here; the log has the cause"));
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
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "malformed", field, rule(mismatch));
    return handleExceptionInternal(mismatch, problem, headers, HttpStatus.BAD_REQUEST, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Refusal.Invalid refusal = cause(unreadable, Refusal.Invalid.class);
    ProblemDetail problem = refusal == null ? unreadable(unreadable) : invalid(refusal);
    return handleExceptionInternal(
        unreadable, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    UnrecognizedPropertyException unknown = cause(unreadable, UnrecognizedPropertyException.class);
    if (unknown != null) {
      return problem(
          HttpStatus.BAD_REQUEST, "malformed", path(unknown), "is no field of this request");
    }
    DatabindException unfit = cause(unreadable, DatabindException.class);
    if (unfit != null) {
      return problem(HttpStatus.BAD_REQUEST, "malformed", path(unfit), rule(unfit));
    }
    JacksonException broken = cause(unreadable, JacksonException.class);
    String rule =
        broken == null || broken.getLocation() == null
            ? "is JSON"
            : "is JSON, which ends at line %d, column %d"
                .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
    return problem(HttpStatus.BAD_REQUEST, "malformed", "body", rule);
  }

  /** Spring's own refusals (media type, method, missing part) under our types. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem
        && (problem.getType() == null || problem.getType().toString().equals("about:blank"))) {
      HttpStatus known = HttpStatus.resolve(status.value());
      problem.setType(
          type(
              known == null
                  ? "error"
                  : known.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private static String path(JacksonException problem) {
    String path =
        problem.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
  }

  /**
   * The sentence of the type that refused the value, when it is one of ours; never a library's,
   * which may quote anything.
   */
  private static String rule(Throwable refused) {
    IllegalArgumentException ours = cause(refused, IllegalArgumentException.class);
    String sentence =
        ours == null || ours.getClass() != IllegalArgumentException.class
            ? null
            : ours.getMessage();
    return sentence != null && sentence.startsWith("a ")
        ? sentence
        : "cannot be read as what belongs here";
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    T found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        found = type.cast(cause);
      }
    }
    return found;
  }

  private static String said(Refusal refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private static URI type(String name) {
    return URI.create("urn:trilha:problem:" + name);
  }

  private static ProblemDetail problem(HttpStatus status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(type(type));
    return problem;
  }

  private static ProblemDetail problem(HttpStatus status, String type, String field, String rule) {
    ProblemDetail problem = problem(status, type, field + ": " + rule);
    problem.setProperties(Map.of("errors", List.of(new FieldProblem(field, rule))));
    return problem;
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.of(problem).build();
  }

  private static ResponseEntity<ProblemDetail> later(ProblemDetail problem) {
    return ResponseEntity.of(problem)
        .headers(headers -> headers.set(HttpHeaders.RETRY_AFTER, RETRY_SOON))
        .build();
  }
}
