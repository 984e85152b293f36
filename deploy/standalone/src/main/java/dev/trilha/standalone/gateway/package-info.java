/**
 * The one origin in front of the services: the method decides who answers, and a service that is
 * away is said to be away.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.standalone.gateway;
