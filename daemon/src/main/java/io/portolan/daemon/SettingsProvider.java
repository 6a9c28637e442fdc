package io.portolan.daemon;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Settings that no flag gives: from {@code PORTOLAN_*} variables, then from the data folder's file. */
final class SettingsProvider implements IDefaultValueProvider {
    static final String FILE = "portolan.properties";

    private static final Set<Class<?>> SETTINGS = Set.of(PlaceOptions.class, DaemonOptions.class, DaemonCommand.class);

    private final Map<String, String> environment;
    private final Path folder;
    private final Properties file;

    /**
     * @param data the folder whose file is read
     * @param folder the one that is used where none is given
     */
    SettingsProvider(Map<String, String> environment, Path data, Path folder) {
        this.environment = environment;
        this.folder = folder;
        this.file = read(data.resolve(FILE));
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        if (Files.isReadable(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the settings in " + path, e);
            }
        }
        return properties;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || !(option.userObject() instanceof java.lang.reflect.Field field)
                || !SETTINGS.contains(field.getDeclaringClass())) {
            return argument.defaultValue();
        }
        String name = option.longestName().replaceFirst("^--", "");
        if (name.equals("data")) {
            return folder.toString();
        }
        String variable =
                environment.get("PORTOLAN_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (variable != null) {
            return variable;
        }
        String stored = file.getProperty(name);
        return stored != null ? stored : argument.defaultValue();
    }
}
