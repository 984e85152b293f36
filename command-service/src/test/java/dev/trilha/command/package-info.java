/** The write side as a whole, on real servers. */
@NullMarked
package dev.trilha.command;

import org.jspecify.annotations.NullMarked;
