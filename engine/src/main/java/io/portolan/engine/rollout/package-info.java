/** Brings a new revision of a stack into service, or back to the old one. */
@NullMarked
package io.portolan.engine.rollout;

import org.jspecify.annotations.NullMarked;
