/** The canonical form of a tree, as the official program prints it. Imports the model, report, yaml, interpolate and keys. */
@NullMarked
package io.portolan.compose.config;

import org.jspecify.annotations.NullMarked;
