/**
 * Random numbers that are the same on every machine: a counter-based generator, and keys that split.
 *
 * <p>A {@code Random} is a value, not a stream: it is never used up, and asked twice it answers the same. Whoever needs
 * several independent draws splits it.
 */
package cycloid.tensor.random;
