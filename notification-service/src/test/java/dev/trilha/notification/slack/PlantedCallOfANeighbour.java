package dev.trilha.notification.slack;

import dev.trilha.query.PlantedNeighbour;

/** Planted: services share messages and nothing else. */
public final class PlantedCallOfANeighbour {
  private PlantedCallOfANeighbour() {}

  static int rank() {
    return PlantedNeighbour.rank();
  }
}
