@NullMarked
package io.portolan.proxy;

import org.jspecify.annotations.NullMarked;
