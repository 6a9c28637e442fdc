/** The load that benchmarks stand on, against peers that do to it what proxies do. */
@NullMarked
package io.portolan.testkit.load;

import org.jspecify.annotations.NullMarked;
