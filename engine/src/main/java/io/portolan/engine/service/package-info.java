/** What the API calls: stacks, domains, destinations, and the views of what is. No decision is taken above this line. */
@NullMarked
package io.portolan.engine.service;

import org.jspecify.annotations.NullMarked;
