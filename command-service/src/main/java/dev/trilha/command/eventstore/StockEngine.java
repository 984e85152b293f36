package dev.trilha.command.eventstore;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

/**
 * Axon's own storage, as its guide sets it up, for the benchmark to compare with: the rest of the
 * service is the same. Its events are in tables of its own, made at the start, which nobody relays.
 */
public final class StockEngine {
  private StockEngine() {}

  public static EventStorageEngine of(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      List<SnapshotType> snapshotTypes) {
    PersistenceExceptionResolver conflicts =
        failure -> failure instanceof SQLException sql && SqlStates.isConflict(sql);
    JdbcEventStorageEngine engine =
        JdbcEventStorageEngine.builder()
            .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
            .transactionManager(spring(transactions))
            .persistenceExceptionResolver(conflicts)
            .eventSerializer(new NamedEventSerializer())
            .snapshotSerializer(
                new SnapshotTable(new JdbcTemplate(dataSource), snapshotTypes).serializer())
            .build();
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    return engine;
  }

  private static TransactionManager spring(PlatformTransactionManager transactions) {
    return () -> {
      TransactionStatus status = transactions.getTransaction(null);
      return new Transaction() {
        @Override
        public void commit() {
          transactions.commit(status);
        }

        @Override
        public void rollback() {
          transactions.rollback(status);
        }
      };
    };
  }
}
