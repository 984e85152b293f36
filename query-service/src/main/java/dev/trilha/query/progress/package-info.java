/** How far each learner is on each roadmap, at every level. */
@NullMarked
package dev.trilha.query.progress;

import org.jspecify.annotations.NullMarked;
