package io.portolan.store;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands Flyway the migrations that are known by name, so that it scans nothing. */
final class Scripts implements ResourceProvider {
    private final List<Script> scripts;

    Scripts(List<Script> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return scripts.stream().filter(s -> s.name.equals(name)).findFirst().orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.stream()
                .filter(s ->
                        s.name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(s.name::endsWith))
                .map(LoadableResource.class::cast)
                .toList();
    }

    static final class Script extends LoadableResource {
        private final String name;
        private final String sql;

        Script(String name, String sql) {
            this.name = name;
            this.sql = sql;
        }

        @Override
        public Reader read() {
            return new StringReader(sql);
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
