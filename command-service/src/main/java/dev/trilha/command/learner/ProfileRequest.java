package dev.trilha.command.learner;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param displayName 1 to 100 characters
 * @param email at most 254 characters with one {@code @} inside
 * @param timeZone an IANA zone; {@code UTC} when absent
 * @param locale a BCP 47 tag; {@code pt-BR} when absent
 * @param leaderboardOptOut not on any leaderboard; false when absent
 */
record ProfileRequest(
    @Nullable String displayName,
    @Nullable String email,
    @Nullable String timeZone,
    @Nullable String locale,
    @Nullable Boolean leaderboardOptOut) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_EMAIL = 254;

  LearnerProfile of(LearnerId learnerId) {
    return new LearnerProfile(
        learnerId,
        name(),
        address(),
        zone(),
        language(),
        leaderboardOptOut != null && leaderboardOptOut);
  }

  private String name() {
    if (displayName == null || displayName.isBlank()) {
      throw Refusal.Invalid.malformed("displayName", "is required");
    }
    if (displayName.length() > LONGEST_NAME) {
      throw Refusal.Invalid.unacceptable(
          "displayName", "has at most %d characters".formatted(LONGEST_NAME));
    }
    return displayName.strip();
  }

  private @Nullable String address() {
    if (email == null) {
      return null;
    }
    if (email.length() > LONGEST_EMAIL) {
      throw Refusal.Invalid.unacceptable(
          "email", "has at most %d characters".formatted(LONGEST_EMAIL));
    }
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw Refusal.Invalid.malformed("email", "is an e-mail address");
    }
    return email;
  }

  private String zone() {
    if (timeZone == null) {
      return "UTC";
    }
    try {
      return ZoneId.of(timeZone).getId();
    } catch (DateTimeException unknown) {
      throw Refusal.Invalid.malformed(
          "timeZone", "is an IANA time zone, for instance America/Sao_Paulo");
    }
  }

  private String language() {
    if (locale == null) {
      return "pt-BR";
    }
    try {
      return new Locale.Builder().setLanguageTag(locale).build().toLanguageTag();
    } catch (IllformedLocaleException malformed) {
      throw Refusal.Invalid.malformed("locale", "is a BCP 47 tag, for instance pt-BR");
    }
  }
}
