package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.model.stack.BlockIo;
import io.portolan.model.stack.BlockIo.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code blkio_config}: how a service shares block devices (Compose specification, "blkio_config"). */
final class BlockIoReader {
    private static final int LEAST_WEIGHT = 10;
    private static final int MOST_WEIGHT = 1000;
    private static final Vocabulary KEYS = Vocabulary.of(
            "weight", "weight_device", "device_read_bps", "device_write_bps", "device_read_iops", "device_write_iops");
    private static final Vocabulary WEIGHT = Vocabulary.of("path", "weight");
    private static final Vocabulary RATE = Vocabulary.of("path", "rate");

    private final Reading reading;
    private final Values values;

    BlockIoReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    BlockIo read(Mapping service) {
        Optional<Mapping> form = values.mapping(service, "blkio_config");
        form.ifPresent(f -> KEYS.check(f, reading.findings()));
        return form.map(f -> new BlockIo(
                        values.integer(f, "weight", LEAST_WEIGHT, MOST_WEIGHT),
                        rates(f, "weight_device", "weight"),
                        rates(f, "device_read_bps", "rate"),
                        rates(f, "device_write_bps", "rate"),
                        rates(f, "device_read_iops", "rate"),
                        rates(f, "device_write_iops", "rate")))
                .orElse(BlockIo.none());
    }

    private List<Rate> rates(Mapping form, String key, String value) {
        List<Rate> all = new ArrayList<>();
        for (Node item : values.list(form, key)) {
            values.mapping(item).ifPresent(one -> {
                (value.equals("weight") ? WEIGHT : RATE).check(one, reading.findings());
                Optional<String> path = values.text(one, "path");
                OptionalLong rate = value.equals("weight")
                        ? reading.quantities().whole(one, value, LEAST_WEIGHT, MOST_WEIGHT)
                        : reading.quantities().bytes(one, value);
                if (path.isEmpty() || !one.has(value)) {
                    reading.findings()
                            .error(
                                    one,
                                    "compose.invalid-value",
                                    "a limit for a device has `path` and `%s`".formatted(value));
                } else if (rate.isPresent()) {
                    all.add(new Rate(path.get(), rate.getAsLong()));
                }
            });
        }
        return all;
    }
}
