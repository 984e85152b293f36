/** What Spring has to know: the wiring of the features, in plain sight. */
@NullMarked
package dev.trilha.command.config;

import org.jspecify.annotations.NullMarked;
