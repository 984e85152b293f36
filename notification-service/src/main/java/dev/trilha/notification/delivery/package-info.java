/**
 * Messages on their way: one row per team and announcement, sent in order per channel, retried,
 * delivered or parked where people see it.
 */
@NullMarked
package dev.trilha.notification.delivery;

import org.jspecify.annotations.NullMarked;
