/**
 * What people are called and where their clock stands, as the compacted profile topic says; an
 * erased person is forgotten.
 */
@NullMarked
package dev.trilha.notification.learner;

import org.jspecify.annotations.NullMarked;
