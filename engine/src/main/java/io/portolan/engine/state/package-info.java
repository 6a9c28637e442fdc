/** What is, as last seen, and what should be, as stored. */
@NullMarked
package io.portolan.engine.state;

import org.jspecify.annotations.NullMarked;
