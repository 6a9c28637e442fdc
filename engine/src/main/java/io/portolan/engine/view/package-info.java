/**
 * What the services answer, in the words of the REST API: these records are its JSON documents. Lists are sorted, times
 * are instants, enumerations are lower-case words.
 */
@NullMarked
package io.portolan.engine.view;

import org.jspecify.annotations.NullMarked;
