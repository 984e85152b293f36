/**
 * Tells every replica what was projected, when its rows can be read: a tail in the database,
 * written in the projections' own transaction, and one connection per replica that listens. Knows
 * no feature.
 */
@NullMarked
package dev.trilha.query.notice;

import org.jspecify.annotations.NullMarked;
