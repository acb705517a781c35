/**
 * JMH benchmarks of kernels over sizes that hit tails and caches, in float and double, with vectors and without.
 *
 * <p>A class has a few parameters, all of which JMH combines; choose with {@code -p}, as in
 *
 * <pre>
 * java -cp "bench/target/cycloid-bench.jar:bench/target/lib/*" org.openjdk.jmh.Main \
 *     ElementwiseBenchmark -p function='exp(x)' -p n=1000,1000000 -p dtype=F32 -p provider=VECTOR
 * </pre>
 */
package cycloid.bench.jmh;
