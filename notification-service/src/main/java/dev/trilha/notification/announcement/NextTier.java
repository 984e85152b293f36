package dev.trilha.notification.announcement;

import dev.trilha.schemas.NodeId;

/** The tier that a learner meets next: the first one that is open behind the finished one. */
public record NextTier(NodeId tierId, String title, Tally tally) {}
