/**
 * Who reaches what on a server, computed from what was observed there: over which network, by which names, addresses and
 * ports. Pure. The rules are those that packets showed on Docker Engine; an end-to-end test compares the two.
 */
@NullMarked
package io.portolan.planner.reach;

import org.jspecify.annotations.NullMarked;
