/** Carries plans out, step by step, and waits until what was asked for is really there. */
@NullMarked
package io.portolan.engine.execute;

import org.jspecify.annotations.NullMarked;
