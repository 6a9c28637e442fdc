/**
 * The vocabulary of Portolan: what should be, what is, and what is wrong, as immutable values. Imports the JDK only.
 */
@NullMarked
package io.portolan.model;

import org.jspecify.annotations.NullMarked;
