package io.portolan.compose.keys;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;

/** What every reader of one load shares. */
record Reading(Findings findings, Variables variables, BundleFiles files, Values values, Quantities quantities) {
    static Reading of(Findings findings, Variables variables, BundleFiles files) {
        Values values = new Values(findings);
        return new Reading(findings, variables, files, values, new Quantities(values));
    }
}
