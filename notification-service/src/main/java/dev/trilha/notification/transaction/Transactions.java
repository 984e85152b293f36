package dev.trilha.notification.transaction;

import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs work in one transaction.
 *
 * <p>The unit of work around it keeps Axon's locks on sagas until PostgreSQL has committed. Without
 * it a saga would be free in memory while its row is still locked, and two threads could wait for
 * each other, one in the JVM and one in the database, where nobody sees the deadlock.
 */
public final class Transactions {
  private final TransactionManager manager;

  public Transactions(TransactionManager manager) {
    this.manager = manager;
  }

  public void run(Runnable work) {
    call(() -> {
      work.run();
      return true;
    });
  }

  /**
   * Commits what the work did, or nothing of it when it throws; the exception is the work's own.
   */
  public <T> T call(Supplier<T> work) {
    var unit = DefaultUnitOfWork.startAndGet(null);
    unit.attachTransaction(manager);
    ResultMessage<T> result = unit.executeWithResult(work::get);
    if (result.isExceptional()) {
      throw unchecked(result.exceptionResult());
    }
    return result.getPayload();
  }

  /**
   * Does something when the transaction of this thread has committed, and only then: for counters
   * and log lines.
   */
  public static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(failure);
  }
}
