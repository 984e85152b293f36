package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a node of a roadmap is. On the wire in kebab case. */
public enum NodeKind {
  /** A level of the roadmap. Finishing one is worth a message. */
  TIER,
  TOPIC,
  SUBTOPIC,
  /** A label over some items, without a heading of its own. */
  GROUP,
  /** What can be ticked; with sub-items it is done when its completion rule says so. */
  ITEM,
  /** A checklist outside the tiers: it can be ticked, but counts for nothing else. */
  SELF_ASSESSMENT,
  /** Text to read. */
  NOTE,
  /** A book, a channel, a link. */
  RESOURCE,
  /** A project to practise on. */
  CHALLENGE,
  /** Rows of weeks that set the roadmap against the calendar. */
  PLAN,
  /** Some weeks of a plan: its title is what they are for, its text what comes out of them. */
  PLAN_ROW,
  /** Why something is learned, what it changes, or where it belongs. */
  ANNOTATION,
  /** A table to look things up in. */
  REFERENCE_TABLE,
  /** What is learned before what, as drawn by the author. */
  PREREQUISITE_CHAIN;

  /** Whether it is nothing to tick and counts for nothing, whatever stands below it. */
  public boolean isOnlyRead() {
    return switch (this) {
      case TIER, TOPIC, SUBTOPIC, GROUP, ITEM, SELF_ASSESSMENT -> false;
      case NOTE,
          RESOURCE,
          CHALLENGE,
          PLAN,
          PLAN_ROW,
          ANNOTATION,
          REFERENCE_TABLE,
          PREREQUISITE_CHAIN ->
          true;
    };
  }

  /** Whether it belongs to its parent like a line of its text, and so is no level of the tree. */
  public boolean isRemark() {
    return this == ANNOTATION || this == PLAN_ROW;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
