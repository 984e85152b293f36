package dev.trilha.notification.problem;

import org.springframework.http.HttpStatus;

/**
 * What can be wrong with a request. The {@code type} of an answer is {@code urn:trilha:problem:}
 * and the name in kebab case.
 */
public enum Problem {
  MALFORMED_ID(HttpStatus.BAD_REQUEST, "The id is malformed"),
  MALFORMED_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read"),
  UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "The body has a field that is not known"),
  INVALID_VALUE(HttpStatus.BAD_REQUEST, "A value is not allowed"),
  UNKNOWN_TEAM(HttpStatus.NOT_FOUND, "There is no such team"),
  NOT_SUBSCRIBED(HttpStatus.NOT_FOUND, "The team has no channel"),
  UNKNOWN_NOTIFICATION(HttpStatus.NOT_FOUND, "There is no such notification"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
  ALREADY_DELIVERED(HttpStatus.CONFLICT, "The notification was delivered"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer now"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed");

  private final HttpStatus status;
  private final String title;

  Problem(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }
}
