/** What is wrong and where: positions, key paths, nearest words. Imports the model only. */
@NullMarked
package io.portolan.compose.report;

import org.jspecify.annotations.NullMarked;
