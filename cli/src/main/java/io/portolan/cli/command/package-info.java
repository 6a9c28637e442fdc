/** What all commands share: where they run, their common options, how they end. */
@NullMarked
package io.portolan.cli.command;

import org.jspecify.annotations.NullMarked;
