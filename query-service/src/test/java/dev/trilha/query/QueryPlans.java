package dev.trilha.query;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that notes how PostgreSQL goes about each query, with the values that it is asked
 * with.
 */
public final class QueryPlans extends DelegatingDataSource {
  private final List<String> plans = new ArrayList<>();

  public QueryPlans(DataSource dataSource) {
    super(dataSource);
  }

  /** Of the queries since the last time, each preceded by its text. */
  public List<String> taken() {
    List<String> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = call(connection, method, arguments);
          return result instanceof PreparedStatement statement && arguments != null
              ? explained(connection, String.valueOf(arguments[0]), statement)
              : result;
        });
  }

  /** A second statement gets the same values, and is asked for the plan before the first runs. */
  private PreparedStatement explained(
      Connection connection, String query, PreparedStatement statement) throws SQLException {
    PreparedStatement explain = connection.prepareStatement("EXPLAIN " + query);
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && arguments != null && arguments.length > 1) {
            call(explain, method, arguments);
          } else if (name.equals("executeQuery")) {
            note(query, explain);
          } else if (name.equals("close")) {
            explain.close();
          } else if (name.equals("getConnection")) {
            // Not the driver's own, which whoever is done with a stream would close.
            return connection;
          }
          return call(statement, method, arguments);
        });
  }

  private void note(String query, PreparedStatement explain) throws SQLException {
    var plan = new StringBuilder(query);
    try (ResultSet lines = explain.executeQuery()) {
      while (lines.next()) {
        plan.append('\n').append(lines.getString(1));
      }
    }
    plans.add(plan.toString());
  }

  private interface Call {
    @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable;
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            QueryPlans.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call.answer(method, arguments)));
  }
}
