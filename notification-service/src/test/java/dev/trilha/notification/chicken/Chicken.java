package dev.trilha.notification.chicken;

import dev.trilha.notification.egg.Egg;

/** Comes from an egg. */
public record Chicken(Egg from) {}
