/** Documents: the model's values as versioned JSON. The model itself knows nothing of it. */
@NullMarked
package io.portolan.store.document;

import org.jspecify.annotations.NullMarked;
