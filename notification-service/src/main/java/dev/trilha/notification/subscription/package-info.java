/**
 * Which team hears what, and where: the addresses are secrets, encrypted at rest and never shown in
 * full.
 */
@NullMarked
package dev.trilha.notification.subscription;

import org.jspecify.annotations.NullMarked;
