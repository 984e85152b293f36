package dev.trilha.notification.problem;

/**
 * One thing to correct.
 *
 * @param field where it is, as the sender named it
 * @param rule what holds for it, as a sentence
 */
public record BrokenRule(String field, String rule) {}
