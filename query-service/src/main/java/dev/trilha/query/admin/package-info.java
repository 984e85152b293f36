/** Who may administer this service: whatever is under {@code /v1/admin}. */
@NullMarked
package dev.trilha.query.admin;

import org.jspecify.annotations.NullMarked;
