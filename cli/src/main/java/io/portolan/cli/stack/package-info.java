/** Commands for stacks: planned, deployed with their progress shown, looked at, stopped, removed. */
@NullMarked
package io.portolan.cli.stack;

import org.jspecify.annotations.NullMarked;
