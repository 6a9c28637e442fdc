/**
 * Decides: {@link io.portolan.planner.Planner} turns what should be and what is into a {@link
 * io.portolan.planner.Plan}. Pure and total; imports the model only. Time, ids and random values come in with the
 * desired state and the facts.
 */
@NullMarked
package io.portolan.planner;

import org.jspecify.annotations.NullMarked;
