/**
 * Encryption at rest: a master key outside the database wraps a data key inside it, which seals every secret value. The
 * JDK's cryptography only.
 */
@NullMarked
package io.portolan.store.vault;

import org.jspecify.annotations.NullMarked;
