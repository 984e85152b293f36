/**
 * What callers of the HTTP API are told when something is wrong: the vocabulary of RFC 9457 that
 * all services and the gateway share. Every name is public API from the day it is answered.
 */
@NullMarked
package dev.trilha.schemas.problem;

import org.jspecify.annotations.NullMarked;
