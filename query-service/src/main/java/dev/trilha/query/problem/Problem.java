package dev.trilha.query.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The kinds of problems that a client can tell apart; the name is part of the contract. */
public enum Problem {
  UNKNOWN_ROADMAP(HttpStatus.NOT_FOUND, "No such roadmap"),
  UNKNOWN_LEARNER(HttpStatus.NOT_FOUND, "No such learner"),
  UNKNOWN_ENROLLMENT(HttpStatus.NOT_FOUND, "The learner is not on this roadmap"),
  UNKNOWN_TEAM(HttpStatus.NOT_FOUND, "No such team"),
  NOT_RANKED(HttpStatus.NOT_FOUND, "The learner has no rank here"),
  NOTHING_HERE(HttpStatus.NOT_FOUND, "Nothing has this address"),
  MALFORMED_ID(HttpStatus.BAD_REQUEST, "An id is malformed"),
  MALFORMED_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is malformed"),
  MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address is only read here"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation"),
  TOO_MANY_WAITING(HttpStatus.SERVICE_UNAVAILABLE, "Too many requests are waiting"),
  DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer"),
  UNEXPECTED(HttpStatus.INTERNAL_SERVER_ERROR, "Something unexpected went wrong");

  private final HttpStatus status;
  private final String title;
  private final URI type;

  Problem(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
    type = URI.create("urn:trilha:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  URI type() {
    return type;
  }
}
