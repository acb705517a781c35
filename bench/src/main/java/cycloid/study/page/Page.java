package cycloid.study.page;

import cycloid.study.figure.Figure;
import cycloid.study.markup.Markup;
import cycloid.tensor.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as one file: nothing it shows is loaded from elsewhere, and it needs no script.
 *
 * <p>The head answers first: it lists every question with its finding, as links to the chapters.
 */
public final class Page {
  private final String title;
  private final String lede;
  private final List<Chapter> chapters = new ArrayList<>();
  private final List<String> colophon = new ArrayList<>();

  /** A page without chapters; the lede is the paragraph below the title. */
  public Page(String title, String lede) {
    this.title = title;
    this.lede = lede;
  }

  /** Adds a chapter. */
  public Page chapter(Chapter chapter) {
    chapters.add(chapter);
    return this;
  }

  /** Adds a paragraph to the small print at the end: machine, sources, how to make the page again. */
  public Page colophon(String paragraph) {
    colophon.add(paragraph);
    return this;
  }

  /** Writes {@link #html} to a file, in UTF-8, whole or not at all; missing directories are made. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, out -> out.write(html().getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the whole file. It is HTML, and well-formed XML too. */
  public String html() {
    Markup html = new Markup();
    html.markup("<!DOCTYPE html>").line().open("html", "lang", "en").line();
    writeHead(html);
    html.open("body").line().open("main").line();
    html.open("header").element("h1", title);
    html.open("p", "class", "lede").markup(Prose.html(lede)).close().close().line();
    writeContents(html);
    Chapter.Numbering numbering = new Chapter.Numbering();
    for (int i = 0; i < chapters.size(); i++) {
      chapters.get(i).write(html, i + 1, numbering);
    }
    html.open("footer").line();
    for (String paragraph : colophon) {
      html.open("p").markup(Prose.html(paragraph)).close().line();
    }
    html.close().line().close().line().close().line().close().line();
    return html.toString();
  }

  private void writeHead(Markup html) {
    html.open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.element("title", title).line();
    html.open("style").line().markup(Figure.css()).markup(css()).close().line();
    html.close().line();
  }

  private void writeContents(Markup html) {
    html.open("nav", "aria-label", "Questions and findings").open("ol").line();
    for (Chapter chapter : chapters) {
      html.open("li").element("a", chapter.question(), "href", "#" + chapter.id());
      if (!chapter.headline().isEmpty()) {
        html.open("p").markup(Prose.html(chapter.headline())).close();
      }
      html.close().line();
    }
    html.close().close().line();
  }

  private static String css() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
