/** What is known of the people behind the opaque ids, until they ask to be forgotten. */
@NullMarked
package dev.trilha.query.learner;

import org.jspecify.annotations.NullMarked;
