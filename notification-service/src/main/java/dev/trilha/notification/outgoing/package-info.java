/**
 * Requests to addresses that people gave: where they may go, how long they may take, what came of
 * them.
 */
@NullMarked
package dev.trilha.notification.outgoing;

import org.jspecify.annotations.NullMarked;
