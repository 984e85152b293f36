package dev.trilha.notification.inbox;

import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxSettings.class, KafkaSettings.class})
class InboxConfiguration {
  static final List<Topic> TOPICS =
      List.of(Topic.ENROLLMENT, Topic.ROADMAP, Topic.TEAM, Topic.LEARNER_PROFILE);

  /**
   * The consumer of the new group protocol sometimes notices records only when a poll ends, so
   * polls are short.
   */
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);

  @Bean
  InboxState inboxState() {
    return new InboxState();
  }

  @Bean
  InboxHealth inboxHealthIndicator(InboxState state) {
    return new InboxHealth(state);
  }

  @Bean
  ParkedRecords parkedRecords(JdbcClient jdbc) {
    return new ParkedRecords(jdbc);
  }

  @Bean
  InboxLifecycle inboxLifecycle(
      InboxSettings settings,
      KafkaSettings kafka,
      JdbcClient jdbc,
      Transactions transactions,
      List<EventHandler> eventHandlers,
      List<ProfileHandler> profileHandlers,
      ParkedRecords parked,
      InboxState state,
      MeterRegistry registry) {
    var offsets = new Offsets(jdbc);
    var applier =
        new RecordApplier(
            eventHandlers, profileHandlers, new StreamPositions(jdbc), offsets, parked);
    var readersPause = new Pause(settings.longestPause());
    var inbox =
        new Inbox(transactions, offsets, applier, new InboxMetrics(registry), state, readersPause);
    var lifecycle =
        new InboxLifecycle(
            new Origin(offsets, transactions, () -> admin(kafka)),
            () -> container(settings, kafka, inbox, state, readersPause, registry),
            state,
            new Pause(settings.longestPause()),
            readersPause);
    for (Topic topic : TOPICS) {
      Gauge.builder(
              "trilha.inbox.lag.records", lifecycle, running -> running.lag(topic.topicName()))
          .description(
              "Records of this replica's partitions that Kafka held and it had not read when it"
                  + " last fetched")
          .tag("topic", topic.topicName())
          .register(registry);
    }
    return lifecycle;
  }

  @Bean
  InboxLag inboxLag(KafkaSettings kafka, JdbcClient jdbc, Clock clock, MeterRegistry registry) {
    return new InboxLag(
        TOPICS.stream().map(Topic::topicName).toList(),
        new Offsets(jdbc),
        () -> admin(kafka),
        clock,
        registry);
  }

  private static Admin admin(KafkaSettings kafka) {
    return Admin.create(
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) KAFKA_ANSWERS_WITHIN.toMillis(),
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            (int) KAFKA_ANSWERS_WITHIN.toMillis()));
  }

  private static MessageListenerContainer container(
      InboxSettings settings,
      KafkaSettings kafka,
      Inbox inbox,
      InboxState state,
      Pause pause,
      MeterRegistry registry) {
    var consumers =
        new DefaultKafkaConsumerFactory<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.groupId(),
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "consumer",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // The database says where to read. Without it nothing is guessed.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                settings.batch()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumers.addListener(new MicrometerConsumerListener<>(registry));
    var properties =
        new ContainerProperties(TOPICS.stream().map(Topic::topicName).toArray(String[]::new));
    properties.setMessageListener(inbox);
    properties.setConsumerRebalanceListener(inbox);
    properties.setAckMode(ContainerProperties.AckMode.MANUAL);
    properties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
    properties.setMissingTopicsFatal(false);
    properties.setPollTimeout(POLL.toMillis());
    properties.setIdleEventInterval(IDLE.toMillis());
    properties.setAuthExceptionRetryInterval(settings.longestPause());
    var container = new KafkaMessageListenerContainer<>(consumers, properties);
    container.setBeanName("inbox");
    container.setApplicationEventPublisher(event -> {
      // On the consumer's own thread.
      if (event instanceof ListenerContainerIdleEvent idle) {
        inbox.passHoles(idle.getConsumer());
      }
    });
    container.setCommonErrorHandler(new PollFailures(state, pause));
    return container;
  }
}
