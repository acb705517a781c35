/** Examples in memory: shuffled batches, parts for training and test, standardized columns. */
package cycloid.autodiff.data;
