/**
 * Constant load on one site, and what became of each request: {@link io.portolan.testkit.load.Load} for tests, {@link
 * io.portolan.testkit.load.Main} for the scripts under {@code bench}. Imports the JDK only, so that what is measured does not hang
 * on anything of Portolan's.
 */
@NullMarked
package io.portolan.testkit.load;

import org.jspecify.annotations.NullMarked;
