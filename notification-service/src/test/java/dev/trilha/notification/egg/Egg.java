package dev.trilha.notification.egg;

import dev.trilha.notification.chicken.Chicken;
import org.jspecify.annotations.Nullable;

/** Comes from a chicken. */
public record Egg(@Nullable Chicken from) {}
