package dev.trilha.notification.slack;

import dev.trilha.notification.team.Teams;

/** Planted: Slack must not know teams. */
public record PlantedReachIntoTeams(Teams teams) {}
