package dev.trilha.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.embedded.Database;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What both kinds of servers promise; run on the kind that this run has. */
class ServersIT {
  @Test
  void postgresKeepsWhatWasCommittedWhenItIsKilledAndComesBackWhereItWas() throws SQLException {
    try (TestPostgres postgres = OwnServers.startPostgres()) {
      Database database = postgres.createDatabase("kept");
      run(database, "CREATE TABLE mark (word text)");
      run(database, "INSERT INTO mark VALUES ('committed')");

      postgres.kill();
      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
      postgres.startAgain();

      assertThat(text(database, "SELECT word FROM mark")).isEqualTo("committed");
    }
  }

  @Test
  void aRoleMayReadTheWalAndNothingOfTheDatabase() throws SQLException {
    Database database = SharedServers.freshDatabase();
    run(database, "CREATE TABLE secret (word text)");
    Database relay = SharedServers.postgres().createWalReader(database);

    assertThatThrownBy(() -> text(relay, "SELECT word FROM secret"))
        .hasMessageContaining("permission denied");
    assertThat(
            text(
                relay,
                "SELECT slot_name FROM pg_create_logical_replication_slot('it', 'pgoutput', true)"))
        .isEqualTo("it");
  }

  @Test
  void aRoleThatMayNotReadTheWalCannot() {
    Database plain = SharedServers.postgres().createDatabase("plain");

    assertThatThrownBy(
            () -> text(plain, "SELECT pg_create_logical_replication_slot('no', 'pgoutput', true)"))
        .hasMessageContaining("REPLICATION");
  }

  @Test
  void aRoleCannotConnectToTheDatabaseOfAnother() {
    Database ours = SharedServers.freshDatabase();
    Database theirs = SharedServers.freshDatabase();

    assertThatThrownBy(
            () -> DriverManager.getConnection(theirs.jdbcUrl(), ours.user(), ours.password()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void theServerIsOfTheVersionThatDeploymentsRun() throws SQLException {
    assertThat(text(SharedServers.freshDatabase(), "SHOW server_version")).startsWith("18");
  }

  @Test
  void kafkaKeepsItsTopicsWhenItIsStoppedAndComesBackWhereItWas() throws Exception {
    try (TestKafka kafka = OwnServers.startKafka()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
      }

      kafka.stop();
      kafka.startAgain();

      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("kept"));
      }
    }
  }

  @Test
  void kafkaMakesNoTopicByATypo() {
    try (var producer =
        new KafkaProducer<String, String>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                SharedServers.kafka().bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                1_000),
            new StringSerializer(),
            new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("no-such-topic", "x")).get())
          .hasMessageContaining("no-such-topic");
    }
  }

  @Test
  void writesDownWhichServersTheRunHad() throws Exception {
    SharedServers.postgres();

    assertThat(Files.readString(Servers.WRITTEN_DOWN))
        .matches("test servers: (containers|embedded) \\(.+\\)\\R");
  }

  private static String text(Database database, String query) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
