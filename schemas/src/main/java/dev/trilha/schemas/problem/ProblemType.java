package dev.trilha.schemas.problem;

import java.net.URI;
import java.util.Locale;

/**
 * What can be wrong with a call of the HTTP API: the {@code type} of an {@code
 * application/problem+json} answer. This is part of the contract: whatever service answers, the
 * same meaning has the same type, and a type keeps its name and its status for ever.
 *
 * <p>Those of wrong input ({@link #MALFORMED}, {@link #UNACCEPTABLE}, {@link #TOO_LARGE}) name what
 * to correct in {@code errors}, a list of {@link BrokenRule}.
 */
public enum ProblemType {
  /**
   * A part of the request is not what belongs there: type, alphabet, range, a name nobody knows.
   */
  MALFORMED(400, "The request is malformed"),
  /** It reads well, but what it says cannot be taken: too long, too many, at odds with the rest. */
  UNACCEPTABLE(422, "The request cannot be taken as it is"),
  /** More bytes than are taken. */
  TOO_LARGE(413, "The request is too large"),

  /** Not for this caller, whatever there is. */
  FORBIDDEN(403, "This is not for the caller"),

  /** Nothing was published under this name, or not in this version. */
  UNKNOWN_ROADMAP(404, "There is no such roadmap"),
  UNKNOWN_ITEM(404, "There is no such item"),
  UNKNOWN_LEARNER(404, "There is no such learner"),
  /** The learner and the roadmap are there, but the one is not on the other. */
  UNKNOWN_ENROLLMENT(404, "The learner is not on this roadmap"),
  UNKNOWN_TEAM(404, "There is no such team"),
  UNKNOWN_NOTIFICATION(404, "There is no such notification"),
  UNKNOWN_PARKED_RECORD(404, "There is no such parked record"),
  /** The team has no Slack channel. */
  NOT_SUBSCRIBED(404, "The team has no channel"),
  /** The learner is on no leaderboard of the team. */
  NOT_RANKED(404, "The learner has no rank here"),
  /** Nothing has this address. */
  NOT_FOUND(404, "Nothing is at this address"),

  METHOD_NOT_ALLOWED(405, "The method is not for this address"),
  NOT_ACCEPTABLE(406, "There is no such representation"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not taken here"),
  /** {@code If-Match} asked for a version that is no longer the newest. */
  STALE_VERSION(412, "The version is not the newest"),
  /** The read models are being filled anew; one such thing at a time. */
  REBUILD_UNDER_WAY(409, "The read models are being filled"),
  /** It is not sent twice. */
  ALREADY_DELIVERED(409, "The notification was delivered"),
  /** Nothing would arrive, until somebody mends what the detail says. */
  SUBSCRIPTION_PAUSED(409, "The subscription is paused"),
  /** It goes one after the other. */
  ALREADY_UNDER_WAY(409, "Another one is under way"),

  /** Too many want the same at once, or wait already. Safe to repeat after {@code Retry-After}. */
  BUSY(503, "Too many requests at once"),
  /** The service's database is away. Safe to repeat after {@code Retry-After}. */
  STORE_UNAVAILABLE(503, "The database does not answer"),
  /** The service itself is away. Safe to repeat after {@code Retry-After}. */
  SERVICE_UNAVAILABLE(503, "The service is not there"),
  /** The service took the request and was silent for too long. */
  GATEWAY_TIMEOUT(504, "The service did not answer in time"),
  /** The service gave an answer that is none. */
  BAD_GATEWAY(502, "The service gave no proper answer"),
  /** A mistake of ours; the log of the service has it. */
  INTERNAL_ERROR(500, "Something unexpected went wrong");

  private final int status;
  private final String title;
  private final URI type;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
    type = URI.create("urn:trilha:problem:" + wireName());
  }

  /**
   * The type of what a web server or framework refuses by itself. A refusal without a type of its
   * own (414, 431…) is {@link #MALFORMED}, a failure {@link #INTERNAL_ERROR}; both keep the status
   * they came with.
   *
   * @param status of HTTP, 400 to 599
   */
  public static ProblemType ofStatus(int status) {
    return switch (status) {
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 412 -> STALE_VERSION;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 422 -> UNACCEPTABLE;
      case 502 -> BAD_GATEWAY;
      case 503 -> SERVICE_UNAVAILABLE;
      case 504 -> GATEWAY_TIMEOUT;
      default -> status < 500 ? MALFORMED : INTERNAL_ERROR;
    };
  }

  /** The name at the end of {@link #type()}, for instance {@code unknown-item}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status of HTTP that it is answered with. */
  public int status() {
    return status;
  }

  /** For people; the same in every answer of the type. */
  public String title() {
    return title;
  }

  /** For instance {@code urn:trilha:problem:unknown-item}. */
  public URI type() {
    return type;
  }
}
