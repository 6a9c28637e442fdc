/** The template dialect's SERVICE_* variables: recognised, generated, derived. */
@NullMarked
package io.portolan.compose.magic;

import org.jspecify.annotations.NullMarked;
