/** The canonical form of a stack's parts, as the official program prints it. */
@NullMarked
package io.portolan.compose.config;

import org.jspecify.annotations.NullMarked;
