package dev.trilha.benchmark.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A bar per figure with its spread, as SVG. */
final class Chart {
  private static final int WIDTH = 760;
  private static final int LEFT = 250;
  private static final int RIGHT = 110;
  private static final int ROW = 30;
  private static final int TOP = 40;

  private Chart() {}

  /**
   * @param title above the bars
   * @param bars by label; the same unit
   */
  static String svg(String title, Map<String, Summary> bars) {
    double largest = bars.values().stream().mapToDouble(Summary::max).max().orElse(1);
    double scale = (WIDTH - LEFT - RIGHT) / Math.max(largest, 1);
    int height = TOP + ROW * bars.size() + 10;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="13" fill="#222">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="10" y="24" font-size="15" font-weight="bold">%3$s</text>
        """
            .formatted(WIDTH, height, escaped(title)));
    int y = TOP;
    for (Map.Entry<String, Summary> bar : new LinkedHashMap<>(bars).entrySet()) {
      Summary value = bar.getValue();
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="%1$d" y="%2$d" text-anchor="end">%3$s</text>
              <rect x="%4$d" y="%5$d" width="%6$.1f" height="18" fill="#3b6ea5"/>
              <path d="M%7$.1f %8$d H%9$.1f M%7$.1f %5$d v18 M%9$.1f %5$d v18" stroke="#222" fill="none"/>
              <text x="%10$.1f" y="%2$d">%11$,.0f</text>
              """,
              LEFT - 10,
              y + 14,
              escaped(bar.getKey()),
              LEFT,
              y,
              value.median() * scale,
              LEFT + value.min() * scale,
              y + 9,
              LEFT + value.max() * scale,
              LEFT + value.max() * scale + 8,
              value.median()));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
