/**
 * Figures drawn as SVG text: line plots, contour plots, dot plots and image grids.
 *
 * <p>A figure is a value: it holds what is shown and draws itself into a {@link cycloid.study.markup.Markup}. Colours
 * are names ({@code --series-0} and so on) that {@code figure.css} defines for light and for dark pages.
 */
package cycloid.study.figure;
