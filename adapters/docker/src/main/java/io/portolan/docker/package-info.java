/**
 * Docker Engine through its HTTP API. Bodies are written and read as JSON here: typed clients lose what they do not know,
 * and a specification is always sent whole.
 */
@NullMarked
package io.portolan.docker;

import org.jspecify.annotations.NullMarked;
