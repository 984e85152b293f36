/**
 * What the gateway and the local Slack say when something is wrong: RFC 9457, as the services do.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.standalone.problem;
