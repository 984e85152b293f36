/**
 * How people stand on their roadmaps, as far as messages tell of it. Made of all events, of those
 * before the first start too.
 */
@NullMarked
package dev.trilha.notification.progress;

import org.jspecify.annotations.NullMarked;
