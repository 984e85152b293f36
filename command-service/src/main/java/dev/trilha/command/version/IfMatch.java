package dev.trilha.command.version;

import dev.trilha.command.problem.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header. An entity tag of ours is the version in quotes; where a plan is part
 * of the answer, {@code "3-7"} says besides which plan it was.
 */
public final class IfMatch {
  private static final Pattern TAG =
      Pattern.compile("\"(\\d{1,18})(?:-(\\d{1,18})[\\d-]{0,20})?\"");

  private IfMatch() {}

  /**
   * Returns the version asked for, or null when the caller takes any.
   *
   * @throws Refusal.Invalid when the header is neither a tag of ours nor {@code *}
   */
  public static @Nullable Long version(@Nullable String header) {
    Matcher tag = tag(header);
    return tag == null ? null : Long.valueOf(tag.group(1));
  }

  /**
   * Returns the version of the plan asked for, or null when the caller takes any.
   *
   * @throws Refusal.Invalid when the header is neither a tag of ours nor {@code *}
   */
  public static @Nullable Long plan(@Nullable String header) {
    Matcher tag = tag(header);
    return tag == null || tag.group(2) == null ? null : Long.valueOf(tag.group(2));
  }

  private static @Nullable Matcher tag(@Nullable String header) {
    if (header == null || header.equals("*")) {
      return null;
    }
    Matcher tag = TAG.matcher(header);
    if (!tag.matches()) {
      throw Refusal.Invalid.malformed("If-Match", "is a version in quotes, as ETag gave it");
    }
    return tag;
  }
}
