/** Tells the channels that care, once, what a learner has achieved. */
@NullMarked
package dev.trilha.notification;

import org.jspecify.annotations.NullMarked;
