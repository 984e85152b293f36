/**
 * One transaction of PostgreSQL that is one unit of work of Axon as well, so that saga state
 * commits with everything else.
 */
@NullMarked
package dev.trilha.notification.transaction;

import org.jspecify.annotations.NullMarked;
