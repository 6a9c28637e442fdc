package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.BuildSpec;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code image}, {@code build} and {@code pull_policy}. */
final class ImageReader {
    /** The reference grammar of the distribution project, loosely: what it forbids the engine explains better. */
    private static final Pattern REFERENCE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/@+-]{0,511}");

    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9_]+(/[a-z0-9_]+(/[a-z0-9_.]+)?)?");

    private final Values values;
    private final Findings findings;
    private final BuildReader builds;

    ImageReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
        this.builds = new BuildReader(reading);
    }

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    Optional<ImageRef> read(Mapping service) {
        Optional<BuildSpec> build = builds.read(service);
        Optional<Scalar> image = values.scalar(service, "image").filter(i -> !isLeftEmpty(i, build));
        PullPolicy policy =
                values.scalar(service, "pull_policy").map(this::policy).orElse(PullPolicy.MISSING);
        String platform = values.scalar(service, "platform").map(this::platform).orElse("");
        build.ifPresent(_ -> noteBuild(service, image.isPresent()));
        if (image.isEmpty()) {
            if (build.isPresent()) {
                return Optional.of(new ImageRef("", policy, platform, build));
            }
            if (service.get("image").isEmpty() && service.get("build").isEmpty() && !service.has("extends")) {
                findings.error(service, "compose.missing-image", "the service has neither `image` nor `build`");
            }
            return Optional.empty();
        }
        if (!isReference(image.get().text())) {
            values.wrongValue(image.get(), "is not the name of an image");
            // Where only its value is missing the service is one all the same.
            return findings.isIncomplete(image.get())
                    ? Optional.of(new ImageRef("", policy, platform, build))
                    : Optional.empty();
        }
        return Optional.of(new ImageRef(image.get().text(), policy, platform, build));
    }

    private static boolean isLeftEmpty(Scalar image, Optional<BuildSpec> build) {
        return image.text().isEmpty() && build.isPresent();
    }

    private void noteBuild(Mapping service, boolean hasImage) {
        Scalar key = service.entry("build").orElseThrow().key();
        if (hasImage) {
            findings.warning(
                    key,
                    "compose.build-left-out",
                    "images are not built by this version: the service runs its `image` as it can be pulled");
        } else {
            findings.warning(
                    key,
                    "compose.not-built",
                    "images are not built by this version: a deploy of this service is refused until it has an `image`");
        }
    }

    /** Compose specification, "platform": {@code os[/arch[/variant]]}. */
    private String platform(Scalar scalar) {
        if (!scalar.text().isEmpty() && !PLATFORM.matcher(scalar.text()).matches()) {
            values.wrongValue(scalar, "is no platform: write it like linux/amd64 or linux/arm64/v8");
            return "";
        }
        return scalar.text();
    }

    private PullPolicy policy(Scalar scalar) {
        String text = scalar.text();
        return switch (text) {
            case "always" -> PullPolicy.ALWAYS;
            case "never" -> PullPolicy.NEVER;
            case "missing", "if_not_present", "" -> PullPolicy.MISSING;
            default -> {
                if (text.matches("refresh|daily|weekly|every_([0-9]+[wdhms])+")) {
                    findings.info(
                            scalar,
                            "compose.pulled-at-deploys",
                            "the image is looked for at every deploy, which is at least as often as `%s`"
                                    .formatted(text));
                    yield PullPolicy.ALWAYS;
                }
                // What is not built is refused when it is deployed.
                if (!text.equals("build")) {
                    values.wrongValue(scalar, "is none of always, never, missing, build, daily, weekly and every_12h");
                }
                yield PullPolicy.MISSING;
            }
        };
    }
}
