/** The description of the API, written by hand in the resources beside this package and put together here. */
@NullMarked
package io.portolan.api.openapi;

import org.jspecify.annotations.NullMarked;
