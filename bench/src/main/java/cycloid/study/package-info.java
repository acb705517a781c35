/** Experiments that answer questions about optimizers, and the report they are written to. */
package cycloid.study;
