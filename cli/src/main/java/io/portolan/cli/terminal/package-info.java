/** What a person sees: colours, tables, diagnostics, progress, questions. Knows nothing of commands or of the API. */
@NullMarked
package io.portolan.cli.terminal;

import org.jspecify.annotations.NullMarked;
