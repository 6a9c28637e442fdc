/**
 * Trees in, a tree out: several files, {@code !reset} and {@code !override}, {@code extends} and {@code include}. Each
 * value keeps the place where it was written. Imports the model, report, yaml and interpolate.
 */
@NullMarked
package io.portolan.compose.merge;

import org.jspecify.annotations.NullMarked;
