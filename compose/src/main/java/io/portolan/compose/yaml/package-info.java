/** YAML 1.2 text to a small tree whose nodes know where they stand. The only package that knows the YAML library. */
@NullMarked
package io.portolan.compose.yaml;

import org.jspecify.annotations.NullMarked;
