package dev.trilha.query.learner;

/** What answers may say of a person. */
public record Profile(String displayName, boolean leaderboardOptOut) {}
