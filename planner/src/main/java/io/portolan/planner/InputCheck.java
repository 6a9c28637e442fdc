package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes planning pointless or ambiguous whatever the world looks like. */
final class InputCheck {
    private InputCheck() {}

    static List<Diagnostic> of(World world, Scope scope, List<Stack> stacks) {
        List<Diagnostic> found = new ArrayList<>();
        Optional<String> wanted =
                switch (scope) {
                    case Scope.OneStack(String id) -> Optional.of(id);
                    case Scope.Return(String id) -> Optional.of(id);
                    case Scope.Repair(String id) -> Optional.of(id);
                    case Scope.Infrastructure _, Scope.Everything _ -> Optional.empty();
                };
        wanted.filter(_ -> stacks.isEmpty())
                .ifPresent(id -> found.add(Diagnostic.error("stack.unknown", "there is no stack with id " + id)));
        for (Stack stack : stacks) {
            boolean shared = world.sharesIdOrSlug(stack);
            if (shared || stack.slug().isEmpty() || stack.slug().contains(".")) {
                found.add(Diagnostic.error(
                                "stack.ambiguous",
                                "\"%s\" cannot be the slug of stack %s: it is unique and has no dots"
                                        .formatted(stack.slug(), stack.name()))
                        .about("stack " + stack.name()));
            }
            long distinct = stack.spec().serviceNames().stream().distinct().count();
            if (distinct < stack.spec().services().size()) {
                found.add(Diagnostic.error("stack.duplicate-service", "two services have the same name")
                        .about("stack " + stack.name()));
            }
            if (stack.state().removing() == Removal.NO) {
                found.addAll(unbuilt(stack));
            }
            boolean needsDestination = stack.usesDestination() && stack.state().removing() == Removal.NO;
            if (needsDestination
                    && world.desired().destination(stack.destinationId()).isEmpty()) {
                found.add(Diagnostic.error(
                                "destination.unknown",
                                "stack %s is placed in a destination that does not exist".formatted(stack.name()))
                        .about("stack " + stack.name()));
            }
        }
        long names =
                world.destinations().stream().map(world::networkOf).distinct().count();
        if (names < world.destinations().size()) {
            found.add(Diagnostic.error("destination.ambiguous", "two destinations have the same network"));
        }
        return found;
    }

    private static List<Diagnostic> unbuilt(Stack stack) {
        return stack.spec().services().stream()
                .filter(s -> s.image().isUnbuilt() && s.lifecycle().replicas() > 0)
                .map(s -> Diagnostic.error(
                                "image.not-built",
                                "service %s is built from its source, and this version builds no images"
                                        .formatted(s.name()))
                        .about("stack %s, service %s".formatted(stack.name(), s.name()))
                        .suggest("build it elsewhere, push it, and add its name as `image`"))
                .toList();
    }
}
