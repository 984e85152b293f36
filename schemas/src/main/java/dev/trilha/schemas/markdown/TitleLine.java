package dev.trilha.schemas.markdown;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A title as it stands in its line, without what makes the line a heading or an entry.
 *
 * @param url where the title leads, when it is a link
 * @param strong whether it is bold
 */
public record TitleLine(String title, @Nullable String url, boolean strong) {
  private static final Pattern ORDINARY_ADDRESS =
      Pattern.compile("[A-Za-z0-9/?#.][A-Za-z0-9/:?#%=._~+,;@-]*");

  public String markdown() {
    String shown = Escaping.escape(title);
    if (url != null) {
      shown = "[" + shown + "](" + address(url) + ")";
    }
    return strong ? "**" + shown + "**" : shown;
  }

  /** Empty when {@link #markdown} would not have written it so: then somebody else has. */
  public static Optional<TitleLine> read(String markdown) {
    boolean strong = markdown.length() > 4 && markdown.startsWith("**") && markdown.endsWith("**");
    String shown = strong ? markdown.substring(2, markdown.length() - 2) : markdown;
    String title = shown;
    String url = null;
    int address = shown.startsWith("[") && shown.endsWith(")") ? addressOf(shown) : -1;
    if (address > 0) {
      title = shown.substring(1, address - 2);
      String written = shown.substring(address, shown.length() - 1);
      boolean fenced = written.length() > 1 && written.startsWith("<") && written.endsWith(">");
      url = Escaping.unescape(fenced ? written.substring(1, written.length() - 1) : written);
    }
    TitleLine read = new TitleLine(Escaping.unescape(title), url, strong);
    return Optional.of(read).filter(line -> line.markdown().equals(markdown));
  }

  /** Where the address of a link begins; -1 when there is none. */
  private static int addressOf(String shown) {
    for (int i = 1; i + 1 < shown.length(); i++) {
      if (shown.charAt(i) == '\\') {
        i++;
      } else if (shown.charAt(i) == ']') {
        return shown.charAt(i + 1) == '(' ? i + 2 : -1;
      }
    }
    return -1;
  }

  private static String address(String url) {
    return ORDINARY_ADDRESS.matcher(url).matches() ? url : "<" + Escaping.escape(url) + ">";
  }
}
