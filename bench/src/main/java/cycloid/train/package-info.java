/**
 * Training from the command line: a table of numbers, a model, an optimizer, and a file from which an interrupted run goes
 * on to the same bits. It may know the libraries and {@code cycloid.study.Progress}, nothing else of this module.
 */
package cycloid.train;
