package dev.trilha.command;

/** Stands for another service in the architecture tests. */
public record PlantedCommand(String name) {}
