import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks that every Java file of the project is as google-java-format would write it, or writes it so ({@code apply}).
 *
 * <p>Run by the root POM on the JDK that compiles the project: the formatter parses with the compiler it runs on.
 */
class CodeFormat {
  public static void main(String[] arguments) throws Exception {
    boolean apply = arguments.length > 0 && arguments[0].equals("apply");
    List<Path> sources;
    try (var files = Files.walk(Path.of(""))) {
      sources = files.filter(CodeFormat::isSource).sorted().toList();
    }
    var formatter = new Formatter();
    int different = 0;
    for (Path source : sources) {
      String written = Files.readString(source);
      String formatted = formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(written));
      if (!formatted.equals(written)) {
        different++;
        System.err.println((apply ? "formatted " : "not formatted: ") + source);
        if (apply) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (different > 0 && !apply) {
      System.err.println("run: mvn -N validate -Dformat=apply");
      System.exit(1);
    }
  }

  private static boolean isSource(Path path) {
    String name = path.toString();
    return name.endsWith(".java") && name.contains("src/") && !name.contains("target/") && !name.contains("data/");
  }
}
