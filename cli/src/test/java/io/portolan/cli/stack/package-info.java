/** Parts of the stack commands by themselves. */
package io.portolan.cli.stack;
