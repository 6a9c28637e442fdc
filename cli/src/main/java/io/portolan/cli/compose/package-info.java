/** Compose files on this machine: checked offline, and packed for a deploy. */
@NullMarked
package io.portolan.cli.compose;

import org.jspecify.annotations.NullMarked;
