package dev.trilha.command.planted.roadmap;

import dev.trilha.command.planted.enrollment.SpringyAggregate;

/** A feature below that knows the one above it. */
public class UpwardReach {
  public String reach() {
    return new SpringyAggregate().id();
  }
}
