/** Planted, to see the rule against cycles bite. */
@NullMarked
package dev.trilha.notification.chicken;

import org.jspecify.annotations.NullMarked;
