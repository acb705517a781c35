package cycloid.study.page;

import cycloid.study.figure.Colours;
import cycloid.study.figure.Figure;
import cycloid.study.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * One question and what an experiment says to it: equations, experiment, figures, finding, code to try.
 *
 * <p>Parts appear in the order in which they are added. Text may hold {@code *emphasis*} and {@code `code`}.
 */
public final class Chapter {
  private final String id;
  private final String question;
  private final List<Part> parts = new ArrayList<>();
  private String headline = "";

  /** Something that writes itself; figures take their numbers from the page. */
  private interface Part {
    void write(Markup html, Numbering numbering);
  }

  /** Counts the figures of a page. */
  static final class Numbering {
    private int figures;
    private int drawings;

    int nextFigure() {
      return ++figures;
    }

    String nextDrawing() {
      return "drawing-" + ++drawings;
    }
  }

  /**
   * A chapter without parts.
   *
   * @param id a word for links, unique in the page
   */
  public Chapter(String id, String question) {
    this.id = id;
    this.question = question;
  }

  /** The word for links. */
  String id() {
    return id;
  }

  String question() {
    return question;
  }

  /** The first sentence of the first finding; empty without one. */
  public String headline() {
    return headline;
  }

  /** Adds paragraphs. */
  public Chapter prose(String... paragraphs) {
    parts.add((html, numbering) -> paragraphs(html, paragraphs));
    return this;
  }

  /** Adds what was done, so that it can be done again. */
  public Chapter experiment(String... paragraphs) {
    parts.add((html, numbering) -> {
      html.element("h3", "Experiment");
      paragraphs(html, paragraphs);
    });
    return this;
  }

  /** Adds a formula in a line of its own: one complete {@code math} element. */
  public Chapter display(String mathml) {
    parts.add((html, numbering) ->
        html.open("div", "class", "display scroll").markup(mathml).close().line());
    return this;
  }

  /** Adds formulas, each with its name. */
  public Chapter equations(String introduction, List<Formula> formulas) {
    parts.add((html, numbering) -> {
      html.element("h3", "Equations");
      paragraphs(html, introduction);
      if (!formulas.isEmpty()) {
        html.open("div", "class", "formulas").line();
        formulas.forEach(formula -> write(html, formula));
        html.close().line();
      }
    });
    return this;
  }

  /** Adds drawings under one number and caption, side by side if there are several. */
  public Chapter figures(String caption, Figure... figures) {
    parts.add((html, numbering) -> {
      html.open("figure");
      html.open("div", "class", figures.length == 1 ? "scroll" : "panels").line();
      for (Figure figure : figures) {
        html.open("div", "class", "drawing")
            .markup(figure.svg(numbering.nextDrawing()))
            .close()
            .line();
      }
      html.close().open("figcaption");
      html.element("b", "Figure " + numbering.nextFigure() + ".")
          .text(" ")
          .markup(Prose.html(caption));
      html.close().close().line();
    });
    return this;
  }

  /** Adds a table. */
  public Chapter table(Table table) {
    parts.add((html, numbering) -> table.write(html));
    return this;
  }

  /** Adds the answer: a headline, which the head of the page repeats, and what else the numbers say. */
  public Chapter finding(String headline, String... paragraphs) {
    this.headline = this.headline.isEmpty() ? headline : this.headline;
    parts.add((html, numbering) -> {
      html.open("div", "class", "finding").element("h3", "Finding");
      html.open("p", "class", "headline").markup(Prose.html(headline)).close();
      paragraphs(html, paragraphs);
      html.close().line();
    });
    return this;
  }

  /** Adds source code to try. */
  public Chapter code(String introduction, String code) {
    parts.add((html, numbering) -> {
      html.element("h3", "Try it");
      paragraphs(html, introduction);
      html.open("pre").element("code", code.strip()).close().line();
    });
    return this;
  }

  void write(Markup html, int number, Numbering numbering) {
    html.open("section", "id", id, "class", "chapter").line();
    html.open("h2")
        .element("span", Integer.toString(number), "class", "ordinal")
        .text(question)
        .close()
        .line();
    parts.forEach(part -> part.write(html, numbering));
    html.close().line();
  }

  private static void paragraphs(Markup html, String... paragraphs) {
    for (String paragraph : paragraphs) {
      if (!paragraph.isEmpty()) {
        html.open("p").markup(Prose.html(paragraph)).close().line();
      }
    }
  }

  private static void write(Markup html, Formula formula) {
    String colour = formula.colour() < 0 ? "" : " " + Colours.className(formula.colour());
    html.open("div", "class", "formula");
    html.element("h4", formula.name(), "class", "name" + colour);
    html.open("div", "class", "scroll").markup(formula.mathml()).close();
    formula
        .note()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> html.open("p", "class", "note").markup(Prose.html(line)).close());
    html.close().line();
  }
}
