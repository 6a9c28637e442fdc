/**
 * The REST API: one small class of routes per noun, each of which parses, calls a service of the engine and writes its
 * view as JSON. Decides nothing. Imports {@code engine}, {@code compose} and {@code model}.
 */
@NullMarked
package io.portolan.api;

import org.jspecify.annotations.NullMarked;
