/** The reconcile loop, rollouts and the services that the API calls. Imports the model and the planner only. */
@NullMarked
package io.portolan.engine;

import org.jspecify.annotations.NullMarked;
