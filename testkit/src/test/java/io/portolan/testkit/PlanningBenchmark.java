package io.portolan.testkit;

import io.portolan.model.runtime.Observed;
import io.portolan.planner.Desired;
import io.portolan.planner.Facts;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How long planning takes as a server fills up: stacks of five services and two routes each. Prints one JSON line for
 * each figure and asserts nothing; {@code bench/planning} runs it. Times are those of the processor, so that what else
 * the machine does counts little.
 */
final class PlanningBenchmark {
    private static final long WARM_UP = 2_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final int[] SIZES = {10, 100, 1000};

    private PlanningBenchmark() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        double fullBefore = 0;
        double oneBefore = 0;
        int[] sizes = arguments.length < 2
                ? SIZES
                : Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        for (int size : sizes) {
            DesiredSketch before = FullServer.sketch(size);
            Observed observed = deployed(before);
            Desired same = before.desired();
            Facts facts = before.facts();
            before.stack("stack-7").service("s3").environment.put("MODE", "changed");
            Desired changed = before.desired();
            fullBefore = measure(
                    "full plan, nothing to do",
                    size,
                    rounds,
                    fullBefore,
                    () -> Planner.plan(same, new Scope.Everything(), observed, facts));
            oneBefore = measure(
                    "one stack's change",
                    size,
                    rounds,
                    oneBefore,
                    () -> Planner.plan(changed, new Scope.OneStack("s-stack-7"), observed, facts));
        }
    }

    /** A server where all of it runs. */
    private static Observed deployed(DesiredSketch sketch) {
        FakeWorld world = new FakeWorld();
        world.apply(Planner.plan(sketch.desired(), new Scope.Everything(), world.observed(), sketch.facts()));
        return world.observed();
    }

    /** Returns the median in nanoseconds, for comparison with the next size. */
    private static double measure(String what, int size, int rounds, double before, Supplier<Plan> plan) {
        warmUp(rounds, plan, what);
        long[] times = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            Plan made = plan.get();
            times[i] = THREADS.getCurrentThreadCpuTime() - begin;
            requireSound(made, what);
        }
        Arrays.sort(times);
        for (int percentile : new int[] {50, 90, 99}) {
            long value = times[Math.min(rounds - 1, rounds * percentile / 100)];
            String versus = percentile == 50 && before > 0
                    ? String.format(Locale.ROOT, "{\"case\":\"%d stacks\",\"ratio\":%.1f}", size / 10, value / before)
                    : "null";
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\":\"planning\",\"case\":\"%s, %d stacks, p%d\",\"value\":%.3f,\"unit\":\"ms\",\"vs\":%s}%n",
                    what,
                    size,
                    percentile,
                    value / 1e6,
                    versus);
        }
        return times[rounds / 2];
    }

    /** Until the compiler has had its say: on a busy machine it has it late. */
    private static void warmUp(int rounds, Supplier<Plan> plan, String what) {
        long end = THREADS.getCurrentThreadCpuTime() + WARM_UP;
        long compiled;
        do {
            compiled = COMPILER.getTotalCompilationTime();
            for (int i = 0; i < rounds; i++) {
                requireSound(plan.get(), what);
            }
        } while (THREADS.getCurrentThreadCpuTime() < end || COMPILER.getTotalCompilationTime() > compiled + 100);
    }

    /** A plan that is refused costs less: what is measured must be the usual case. */
    private static void requireSound(Plan plan, String what) {
        if (plan.hasErrors()) {
            throw new IllegalStateException(what + " is refused: " + plan.diagnostics());
        }
    }
}
