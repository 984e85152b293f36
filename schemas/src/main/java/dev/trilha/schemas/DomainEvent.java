package dev.trilha.schemas;

/**
 * Something that happened, never to be changed or recalled. Its JSON is the contract; see {@link
 * EventType} for its name on the wire.
 */
public sealed interface DomainEvent permits RoadmapEvent, EnrollmentEvent, TeamEvent {}
