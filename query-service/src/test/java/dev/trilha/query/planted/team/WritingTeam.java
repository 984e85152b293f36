package dev.trilha.query.planted.team;

import dev.trilha.command.PlantedCommand;
import dev.trilha.query.planted.roadmap.CommittingRoadmap;

/** Breaks the rules on purpose: it is needed by what it needs, and knows another service. */
public record WritingTeam(CommittingRoadmap roadmap, PlantedCommand command) {}
