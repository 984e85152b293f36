package dev.trilha.notification.slack;

import org.axonframework.eventhandling.EventMessage;

/** Planted: only the saga knows Axon. */
public record PlantedAxon(EventMessage<?> message) {}
