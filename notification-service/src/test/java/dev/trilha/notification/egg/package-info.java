/** Planted, to see the rule against cycles bite. */
@NullMarked
package dev.trilha.notification.egg;

import org.jspecify.annotations.NullMarked;
