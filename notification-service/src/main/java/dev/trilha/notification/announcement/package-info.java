/**
 * What there is to tell, as facts: who did what, when. Knows neither how it is told nor to whom.
 */
@NullMarked
package dev.trilha.notification.announcement;

import org.jspecify.annotations.NullMarked;
