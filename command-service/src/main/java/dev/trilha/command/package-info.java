/** The write side: people's requests in, events out. */
@NullMarked
package dev.trilha.command;

import org.jspecify.annotations.NullMarked;
