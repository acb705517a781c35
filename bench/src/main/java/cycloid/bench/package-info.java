/**
 * Benchmarks: what {@code ./cycloid bench} measures, how, and against what; and JMH classes that sweep over sizes.
 *
 * <p>A {@link cycloid.bench.Task} is a piece of work with a name that another library's program knows too. A {@link
 * cycloid.bench.Session} measures tasks one after the other, in turns with that program where there is one, and compares each
 * with what the machine can do at most, its {@link cycloid.bench.Limits}.
 */
package cycloid.bench;
