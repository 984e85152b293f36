/**
 * The celebration of what was finished: sagas that wait, find the audience and end when everybody
 * has been told.
 */
@NullMarked
package dev.trilha.notification.tier;

import org.jspecify.annotations.NullMarked;
