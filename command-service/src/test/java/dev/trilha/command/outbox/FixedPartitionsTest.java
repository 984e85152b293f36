package dev.trilha.command.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPartitionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"ana", "bruno", "aurora", "roadmap-essencial-2026", "é", "0"})
  void aKeyGoesWhereKafkaItselfSendsItOnATopicOfThatSize(String key) {
    FixedPartitions partitions = new FixedPartitions();
    partitions.configure(Map.of(FixedPartitions.PARTITIONS, 6));
    Cluster larger = new Cluster("c", List.of(), List.of(), Set.of(), Set.of());

    assertThat(partitions.partition("t", key, key.getBytes(UTF_8), null, null, larger))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 6));
  }
}
