package io.portolan.compose.merge;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Sequence;

/** Counts a tree's values, each as often as it is reached: merged trees share parts that readers walk through again. */
final class TreeSize {
    private final int most;
    private int size;

    private TreeSize(int most) {
        this.most = most;
    }

    /** At most a little over {@code most}. */
    static int of(Node root, int most) {
        TreeSize count = new TreeSize(most);
        count.add(root);
        return count.size;
    }

    private void add(Node node) {
        size++;
        if (node instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                if (size > most) {
                    return;
                }
                add(entry.value());
            }
        } else if (node instanceof Sequence list) {
            for (Node item : list.items()) {
                if (size > most) {
                    return;
                }
                add(item);
            }
        }
    }
}
