/**
 * The celebration of a finished tier: a saga that waits, finds the audience and ends when everybody
 * has been told.
 */
@NullMarked
package dev.trilha.notification.tier;

import org.jspecify.annotations.NullMarked;
