package dev.trilha.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generator's process: takes orders as lines of JSON, answers each with a line. It lives
 * through the whole benchmark, so that its own code is warm, and ends with its input.
 */
public final class LoadMain {
  private LoadMain() {}

  /** What is answered when an order could not be carried out. */
  record Failure(String failure) {}

  /** Argument: the folder for what was acknowledged. */
  public static void main(String[] arguments) throws IOException {
    JsonMapper json = JsonMapper.shared();
    Path folder = Path.of(arguments[0]);
    Map<String, Course> courses = new HashMap<>();
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      LoadOrder order = json.readValue(line, LoadOrder.class);
      Course course = courses.get(order.name());
      if (course == null) {
        course = Course.of(order, folder);
        courses.put(order.name(), course);
      }
      Object answer;
      try {
        answer = run(order, course);
      } catch (IOException | SQLException | RuntimeException e) {
        answer = new Failure(e.toString());
      }
      System.out.println(json.writeValueAsString(answer));
      System.out.flush();
    }
    for (Course course : courses.values()) {
      course.close();
    }
  }

  private static LoadResult run(LoadOrder order, Course course) throws IOException, SQLException {
    if (order.projection() == null) {
      return new LoadRun(order, course, null).run();
    }
    try (var watch = new ProjectionWatch(order.projection())) {
      return new LoadRun(order, course, watch).run();
    }
  }
}
