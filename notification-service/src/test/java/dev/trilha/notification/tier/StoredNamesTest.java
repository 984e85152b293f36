package dev.trilha.notification.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

class StoredNamesTest {
  private final StoredNames names = new StoredNames();

  @Test
  void aSagaIsStoredUnderAChosenNameAndRevision() {
    SerializedObject<String> stored = names.serialize(new TierCelebration(), String.class);

    assertThat(stored.getType().getName()).isEqualTo("tier-celebration");
    assertThat(stored.getType().getRevision()).isEqualTo("1");
    assertThat(stored.getData()).isEqualTo("{\"announced\":false,\"openDeliveries\":[]}");
  }

  @Test
  void aSagaReadsBack() {
    SerializedObject<String> stored = names.serialize(new TierCelebration(), String.class);

    Object read = names.deserialize(stored);
    assertThat(read).isInstanceOf(TierCelebration.class);
  }

  @Test
  void theOwnerOfADeadlineReadsBack() {
    var owner = new SagaScopeDescriptor("TierCelebration", "1");
    SerializedObject<String> stored = names.serialize(owner, String.class);

    Object read = names.deserialize(stored);
    assertThat(stored.getType().getName()).isEqualTo("saga");
    assertThat(read).isEqualTo(owner);
  }

  @Test
  void aClassWithoutANameIsNotStored() {
    assertThatThrownBy(() -> names.serialize(Instant.EPOCH, String.class))
        .hasMessageContaining("has no name");
  }
}
