@NullMarked
package io.portolan.api.request;

import org.jspecify.annotations.NullMarked;
