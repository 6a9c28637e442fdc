/**
 * What every HTTP proxy does for Portolan, as tests by theme that the adapters' own tests extend; they need a real engine.
 * Imports the engine's ports, the model, and what the adapters share.
 */
@NullMarked
package io.portolan.testkit.proxy;

import org.jspecify.annotations.NullMarked;
