package dev.trilha.query;

/** A class of another service. */
public final class PlantedNeighbour {
  private PlantedNeighbour() {}

  public static int rank() {
    return 1;
  }
}
