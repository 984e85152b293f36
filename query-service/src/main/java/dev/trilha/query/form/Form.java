package dev.trilha.query.form;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** In which form an answer is wanted, of those that an address has. */
public final class Form {
  public static final String MARKDOWN_VALUE = "text/markdown";
  public static final String CSV_VALUE = "text/csv";
  public static final MediaType MARKDOWN = MediaType.parseMediaType("text/markdown;charset=UTF-8");
  public static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  private Form() {}

  /**
   * Whether another form than JSON is wanted: whoever takes both alike gets JSON.
   *
   * @param headers whose {@code Accept} takes one of the two
   */
  public static boolean isWanted(HttpHeaders headers, MediaType other) {
    List<MediaType> accepted =
        headers.getAccept().stream()
            .filter(type -> type.getQualityValue() > 0)
            .sorted(
                Comparator.comparingDouble(MediaType::getQualityValue)
                    .reversed()
                    .thenComparing(MediaType::isWildcardType)
                    .thenComparing(MediaType::isWildcardSubtype)
                    .thenComparing(type -> !type.isCompatibleWith(MediaType.APPLICATION_JSON)))
            .toList();
    for (MediaType type : accepted) {
      if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
        return false;
      }
      if (type.isCompatibleWith(plain(other))) {
        return true;
      }
    }
    return false;
  }

  private static MediaType plain(MediaType type) {
    return new MediaType(type.getType(), type.getSubtype());
  }
}
