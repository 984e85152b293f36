package dev.trilha.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The store as the relay's role sees it.
 *
 * @param url without credentials
 * @param separate whether the role is another one than the service's
 */
record RelayDatabase(String url, String user, String password, boolean separate) {
  private static final int DEFAULT_PORT = 5432;

  static RelayDatabase of(HikariDataSource service, RelayRole role) {
    String username = role.username();
    String password = role.password();
    return username == null || password == null
        ? new RelayDatabase(
            service.getJdbcUrl(), service.getUsername(), service.getPassword(), false)
        : new RelayDatabase(service.getJdbcUrl(), username, password, true);
  }

  private URI address() {
    return URI.create(url.substring("jdbc:".length()));
  }

  String host() {
    return address().getHost();
  }

  int port() {
    int port = address().getPort();
    return port < 0 ? DEFAULT_PORT : port;
  }

  String name() {
    return address().getPath().substring(1);
  }

  /** A connection for each statement: there are few. */
  JdbcClient jdbc() {
    return JdbcClient.create(new DriverManagerDataSource(url, user, password));
  }

  /**
   * Lets the role read what is published. The service's own role can: the tables are its.
   *
   * @param service of the service's own role
   */
  void allowReading(JdbcClient service) {
    if (!separate) {
      return;
    }
    boolean allowed =
        service
            .sql(
                """
                select has_schema_privilege(:role, 'public', 'usage') and has_table_privilege(:role, 'public.event', 'select')
                  and has_table_privilege(:role, 'public.learner_profile', 'select')
                """)
            .param("role", user)
            .query(Boolean.class)
            .single();
    if (!allowed) {
      // The name is of letters, digits and _ alone.
      service.sql("grant usage on schema public to " + user).update();
      service.sql("grant select on public.event, public.learner_profile to " + user).update();
    }
  }

  /** Leaves the password out: this ends up in logs. */
  @Override
  public String toString() {
    return "RelayDatabase[%s as %s]".formatted(url, user);
  }
}
