package io.portolan.compose.merge;

import io.portolan.compose.interpolate.Variables;
import java.util.List;

/**
 * What the files of one project, or of one {@code include}, share.
 *
 * @param folder that their relative paths begin in, from the bundle's root
 * @param trail the files whose {@code include} led here
 */
record Scope(Folder folder, Variables variables, List<String> trail) {
    Scope {
        trail = List.copyOf(trail);
    }
}
