/**
 * What happens to learners and teams, told to whoever holds a connection open (server-sent events).
 */
@NullMarked
package dev.trilha.query.live;

import org.jspecify.annotations.NullMarked;
