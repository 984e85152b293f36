/**
 * A local Slack: takes incoming webhooks with Slack's own limits and answers, shows them, and
 * misbehaves when told to.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.standalone.slack;
