package io.portolan.engine.service;

import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.PlanView;
import java.util.List;

/** Links between stacks of an environment. Throws {@link Refused}. */
public interface LinkService {
    /**
     * Plans the consumer's deploy with the link: its file as it is live, with more in its environment. Applied by the
     * plan's id like any other ({@link StackService#deploy}).
     */
    PlanView plan(String environment, String stack, WantedLink link);

    List<LinkView> list(String environment);

    /** The reach ends at once; then the consumer is replaced by one without the variables. */
    void remove(String environment, String id);
}
