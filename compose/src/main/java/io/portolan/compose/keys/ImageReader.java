package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code image}, {@code build} and {@code pull_policy}. */
final class ImageReader {
    /** The reference grammar of the distribution project, loosely: what it forbids the engine explains better. */
    private static final Pattern REFERENCE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/@+-]{0,511}");

    private final Values values;
    private final Findings findings;

    ImageReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
    }

    Optional<ImageRef> read(Mapping service) {
        Optional<Mapping.Entry> build =
                service.entry("build").filter(e -> !e.value().isNull());
        Optional<Scalar> image = values.scalar(service, "image");
        PullPolicy policy =
                values.scalar(service, "pull_policy").map(this::policy).orElse(PullPolicy.MISSING);
        if (build.isPresent() && image.isPresent()) {
            findings.warning(
                    build.get().key(),
                    "compose.build-left-out",
                    "images are not built yet by this version: the service runs its `image` as it can be pulled");
        } else if (build.isPresent()) {
            Vocabulary.notCarriedOut(build.get().key(), findings);
            return Optional.empty();
        }
        if (image.isEmpty()) {
            if (service.get("image").isEmpty() && !service.has("extends") && !service.has("provider")) {
                findings.error(service, "compose.missing-image", "the service has no `image`");
            }
            return Optional.empty();
        }
        if (!REFERENCE.matcher(image.get().text()).matches()) {
            values.wrongValue(image.get(), "is not the name of an image");
            return Optional.empty();
        }
        return Optional.of(new ImageRef(image.get().text(), policy));
    }

    private PullPolicy policy(Scalar scalar) {
        String text = scalar.text();
        return switch (text) {
            case "always" -> PullPolicy.ALWAYS;
            case "never" -> PullPolicy.NEVER;
            case "missing", "if_not_present", "" -> PullPolicy.MISSING;
            default -> {
                if (text.matches("build|refresh|daily|weekly|every_([0-9]+[wdhms])+")) {
                    findings.error(
                            scalar,
                            "compose.not-carried-out",
                            "the pull policy `%s` is not carried out yet by this version".formatted(text));
                } else {
                    values.wrongValue(scalar, "is none of always, never, missing and if_not_present");
                }
                yield PullPolicy.MISSING;
            }
        };
    }
}
