package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import java.util.List;

/** Images that are needed to create a container. */
final class ImageDiffer {
    private final World world;
    private final Draft draft;

    ImageDiffer(World world, Draft draft) {
        this.world = world;
        this.draft = draft;
    }

    /**
     * Ids of the steps after which the image is there. {@code pull_policy: always} counts when a container is made from
     * it, and not in a repair, which keeps what was deployed.
     */
    List<String> ensure(ImageRef image, boolean repair) {
        boolean present = world.has(image);
        boolean pull = present ? image.pullPolicy() == PullPolicy.ALWAYS && !repair : true;
        if (!pull) {
            return List.of();
        }
        if (image.pullPolicy() == PullPolicy.NEVER) {
            draft.object(Diagnostic.error(
                            "image.missing",
                            "image %s%s is not on the server, and the file says never to pull it"
                                    .formatted(
                                            image.reference(),
                                            image.platform().isEmpty() ? "" : " for " + image.platform()))
                    .suggest("build or load it there, or change pull_policy"));
            return List.of();
        }
        return List.of(draft.add(
                "pull:" + image.reference(),
                new Action.PullImage(image.reference(), image.platform()),
                List.of(),
                present ? "the file says to pull it always" : "it is not on the server"));
    }
}
