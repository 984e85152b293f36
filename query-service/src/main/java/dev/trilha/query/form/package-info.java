/** The forms that an answer can have beside JSON. */
@NullMarked
package dev.trilha.query.form;

import org.jspecify.annotations.NullMarked;
