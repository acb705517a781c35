package cycloid.study.page;

import cycloid.study.figure.Colours;
import cycloid.study.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/** A table: columns of text at the left, of numbers at the right so that equal decimals stand below each other. */
public final class Table {
  private final String caption;
  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  private record Column(String title, boolean numeric) {}

  /**
   * One entry.
   *
   * @param text what it says
   * @param colour 0 to 5, for a name that has a colour in the figures; -1 for none
   * @param best whether it is the best of its column
   */
  public record Cell(String text, int colour, boolean best) {
    /** A plain entry. */
    public static Cell of(String text) {
      return new Cell(text, -1, false);
    }

    /** A name with the colour it has in the figures. */
    public static Cell named(String text, int colour) {
      return new Cell(text, colour, false);
    }

    /** An entry that stands out if it is the best of its column. */
    public static Cell bestIf(boolean best, String text) {
      return new Cell(text, -1, best);
    }
  }

  /**
   * A table without rows.
   *
   * @param columns their titles; one that starts with '#' is of numbers
   */
  public Table(String caption, String... columns) {
    this.caption = caption;
    this.columns = new ArrayList<>();
    for (String column : columns) {
      boolean numeric = column.startsWith("#");
      this.columns.add(new Column(numeric ? column.substring(1) : column, numeric));
    }
  }

  /** Adds a row with one cell for each column. */
  public Table row(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException("row: there must be a cell for each of " + columns.size()
          + " columns; got " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  void write(Markup html) {
    html.open("div", "class", "scroll").open("table");
    html.open("caption").markup(Prose.html(caption)).close();
    html.open("thead").open("tr");
    for (Column column : columns) {
      html.element(
          "th", column.title(), "scope", "col", "class", column.numeric() ? "number" : null);
    }
    html.close().close().open("tbody").line();
    for (List<Cell> row : rows) {
      html.open("tr");
      for (int i = 0; i < row.size(); i++) {
        write(html, row.get(i), i == 0, columns.get(i).numeric());
      }
      html.close().line();
    }
    html.close().close().close().line();
  }

  private static void write(Markup html, Cell cell, boolean first, boolean numeric) {
    String classes = (numeric ? "number " : "") + (cell.best() ? "best" : "");
    html.open(
        first ? "th" : "td",
        "scope",
        first ? "row" : null,
        "class",
        classes.isBlank() ? null : classes.strip());
    if (cell.colour() >= 0) {
      html.element("span", "", "class", "swatch " + Colours.className(cell.colour()));
    }
    html.markup(Prose.html(cell.text())).close();
  }
}
