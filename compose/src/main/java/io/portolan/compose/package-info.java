/**
 * Compose files to stacks. {@link io.portolan.compose.ComposeLoader} reads a bundle into a stack with diagnostics, {@link
 * io.portolan.compose.BundlePacker} makes the bundle from a folder, {@link io.portolan.compose.MagicVariables} fills the
 * template dialect's variables, {@link io.portolan.compose.ComposeConfig} prints the canonical form. The packages below
 * this one are its parts and no interface for others. Imports the model and SnakeYAML Engine only.
 */
@NullMarked
package io.portolan.compose;

import org.jspecify.annotations.NullMarked;
