/**
 * A learner on a roadmap. Here it is decided whether a tick is news, and whether it finished a
 * topic, a tier or the roadmap.
 */
@NullMarked
package dev.trilha.command.enrollment;

import org.jspecify.annotations.NullMarked;
