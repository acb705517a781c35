/**
 * From equation to machine code.
 *
 * <p>An {@code Equation} is parsed once; a {@code Kernel} runs it over plain arrays of one dtype; {@code Gemm} multiplies
 * matrices; {@code Workers} lets threads share the work; {@code Simd} says what runs and why. Results have the same bits
 * with vectors or without, at any vector width, on any number of threads.
 */
package cycloid.simd;
