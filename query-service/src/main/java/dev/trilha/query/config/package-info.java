/** The wiring that belongs to no feature. */
@NullMarked
package dev.trilha.query.config;

import org.jspecify.annotations.NullMarked;
