/**
 * What tests use in the world's place: {@link io.portolan.testkit.FakeWorld} carries out a plan's actions as strictly as
 * an engine would. Imports the model and the planner only, so that every other module's tests can use it.
 */
@NullMarked
package io.portolan.testkit;

import org.jspecify.annotations.NullMarked;
