/**
 * The command line: picocli over the REST API, and what can be done offline with Compose files. Imports the model and the
 * Compose reader only; what the daemon answers is read as JSON.
 */
@NullMarked
package io.portolan.cli;

import org.jspecify.annotations.NullMarked;
