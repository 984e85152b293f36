package dev.trilha.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "22021,true",
    "23505,true",
    "40P01,false",
    "40001,false",
    "08006,false",
    "53300,false",
    "57P01,false",
    "55P03,false"
  })
  void theStateOfTheDatabaseSaysWhoseFaultItIs(String sqlState, boolean ofTheRecord) {
    var failure =
        new DataIntegrityViolationException("failed", new SQLException("failed", sqlState));

    assertThat(Failures.isTheRecords(failure)).isEqualTo(ofTheRecord);
  }

  @Test
  void aProgramErrorIsTheRecords() {
    assertThat(Failures.isTheRecords(new IllegalStateException(new NullPointerException())))
        .isTrue();
  }

  @Test
  void aLockOrATransactionIsNot() {
    assertThat(Failures.isTheRecords(new CannotAcquireLockException("busy"))).isFalse();
    assertThat(Failures.isTheRecords(new CannotCreateTransactionException("away"))).isFalse();
    assertThat(Failures.isTheRecords(new NotListeningException("a saga"))).isFalse();
  }
}
