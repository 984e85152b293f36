/**
 * What the services tell each other: domain events, the roadmap tree inside them, the learner's
 * profile, and the topics they travel on. Every field is public API from the day it is written;
 * nothing here decides anything.
 */
@NullMarked
package dev.trilha.schemas;

import org.jspecify.annotations.NullMarked;
