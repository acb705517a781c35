/**
 * JMH benchmarks against other libraries of the JVM, built only by the Maven profile {@code peers}. One command builds and
 * runs them:
 *
 * <pre>
 * mvn -q -Ppeers -pl bench -am verify -DskipTests -Djmh="ProductPeers -p n=256"
 * </pre>
 *
 * <p>Pin it to one processor ({@code taskset -c 0 mvn ...}): some of the libraries take all they get.
 */
package cycloid.bench.peers;
