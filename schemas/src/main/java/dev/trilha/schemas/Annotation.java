package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an annotation says of the node that it hangs on. On the wire in lower case. */
public enum Annotation {
  /** Why it is learned. */
  RATIONALE,
  /** What it changes to know it. */
  IMPACT,
  /** Where it belongs, when it is used. */
  CONTEXT;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
