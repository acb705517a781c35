/**
 * Tensors in files: .npy and .npz of NumPy, .safetensors, and tables of numbers as .csv.
 *
 * <p>Readers trust nothing: lengths, counts and offsets are checked against the file before memory is taken, and a file
 * that breaks its format is refused with a {@link cycloid.tensor.io.FileFormatException}, which names file, place and
 * cause. Writers replace a file whole or not at all. Numbers pass through a buffer of fixed size, so a tensor needs the
 * memory of its elements and no more.
 */
package cycloid.tensor.io;
