package dev.trilha.benchmark.guides;

/**
 * @param done how many items are done with this one
 */
public record ItemCompleted(String enrollment, String itemId, int done) {}
