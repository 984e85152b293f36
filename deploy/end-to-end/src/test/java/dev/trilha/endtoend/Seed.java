package dev.trilha.endtoend;

/** Where chance begins: {@code TRILHA_SEED}, or another one each time. Printed, to come again. */
final class Seed {
  private Seed() {}

  static long of(Class<?> test) {
    String given = System.getenv("TRILHA_SEED");
    long seed = given == null || given.isBlank() ? System.nanoTime() : Long.parseLong(given);
    System.out.printf("%s: TRILHA_SEED=%d%n", test.getSimpleName(), seed);
    return seed;
  }
}
