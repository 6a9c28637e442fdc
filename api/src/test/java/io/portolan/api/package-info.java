/** The API over real HTTP, on a platform written by hand. */
@NullMarked
package io.portolan.api;

import org.jspecify.annotations.NullMarked;
