package dev.trilha.notification.tier;

import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;

/** Axon's saga store on tables of ours. */
final class SagaTables {
  private SagaTables() {}

  static PostgresSagaSqlSchema schema() {
    var schema =
        new PostgresSagaSqlSchema(
            SagaSchema.builder()
                .sagaEntryTable("saga")
                .sagaIdColumn("saga_id")
                .sagaTypeColumn("saga_type")
                .revisionColumn("revision")
                .serializedSagaColumn("state")
                .associationValueEntryTable("saga_association")
                .associationKeyColumn("association_key")
                .associationValueColumn("association_value")
                .build());
    // Replicas share sagas: whoever loads one keeps it until its transaction ends.
    schema.setExclusiveLoad(true);
    return schema;
  }
}
