/** What is known of a person, in rows that can be erased; the events only know an opaque id. */
@NullMarked
package dev.trilha.command.learner;

import org.jspecify.annotations.NullMarked;
