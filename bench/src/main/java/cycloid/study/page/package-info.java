/** A report as one self-contained HTML file: chapters of prose, equations, figures, tables and code. */
package cycloid.study.page;
