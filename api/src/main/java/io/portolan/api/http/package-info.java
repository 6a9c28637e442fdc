/** What all routes share: JSON, problem documents, authentication, paging, streams, idempotency keys. */
@NullMarked
package io.portolan.api.http;

import org.jspecify.annotations.NullMarked;
