package dev.trilha.query.problem;

/**
 * Which part of a request is wrong.
 *
 * @param field the name of the parameter
 * @param rule what it must be
 */
record FieldError(String field, String rule) {}
