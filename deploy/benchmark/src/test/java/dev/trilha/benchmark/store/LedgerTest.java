package dev.trilha.benchmark.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @BeforeEach
  void threeAreAcknowledgedAndOneIsInDoubt() {
    ledger.acknowledged(1);
    ledger.acknowledged(2);
    ledger.acknowledged(300);
    ledger.uncertain(4);
  }

  @Test
  void passesWhenEachIsThereOnce() {
    store(1, 2, 300);

    assertThat(ledger.check("events"))
        .isEqualTo(new StoreCheck("events", 3, 3, 0, 0, 0))
        .matches(StoreCheck::passed);
  }

  @Test
  void findsTheOneThatIsMissing() {
    store(1, 300);

    assertThat(ledger.check("events"))
        .isEqualTo(new StoreCheck("events", 3, 2, 1, 0, 0))
        .matches(check -> !check.passed());
  }

  @Test
  void findsTheOneThatIsThereTwice() {
    store(1, 2, 300, 2);

    assertThat(ledger.check("events"))
        .isEqualTo(new StoreCheck("events", 3, 2, 0, 1, 0))
        .matches(check -> !check.passed());
  }

  @Test
  void findsTheOneThatNobodySent() {
    store(1, 2, 300, 5);

    assertThat(ledger.check("events"))
        .isEqualTo(new StoreCheck("events", 3, 3, 0, 0, 1))
        .matches(check -> !check.passed());
  }

  @Test
  void findsAStranger() {
    store(1, 2, 300);
    ledger.stranger();

    assertThat(ledger.check("events")).matches(check -> !check.passed());
  }

  @Test
  void leavesOpenWhatBecameOfADoubtfulOne() {
    store(1, 2, 300, 4);

    assertThat(ledger.check("events")).matches(StoreCheck::passed);
  }

  @Test
  void findsADoubtfulOneThatIsThereTwice() {
    store(1, 2, 300, 4, 4);

    assertThat(ledger.check("events"))
        .isEqualTo(new StoreCheck("events", 3, 3, 0, 1, 0))
        .matches(check -> !check.passed());
  }

  private void store(int... ticks) {
    for (int tick : ticks) {
      ledger.stored(tick);
    }
  }
}
