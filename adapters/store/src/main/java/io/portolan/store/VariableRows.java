package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.model.Secret;
import io.portolan.store.vault.Place;
import io.portolan.store.vault.Vault;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Generated variables. Once made, a value never changes: data in volumes was made with it. */
final class VariableRows {
    private final Handle handle;
    private final Vault vault;

    VariableRows(Handle handle, Vault vault) {
        this.handle = handle;
        this.vault = vault;
    }

    SortedMap<String, Secret> of(String stack) {
        SortedMap<String, Secret> values = new TreeMap<>();
        handle.select("SELECT name, sealed_value FROM generated_variables WHERE stack = ?", stack)
                .map((row, context) -> Map.entry(
                        row.getString("name"),
                        vault.openSecret(row.getBytes("sealed_value"), place(stack, row.getString("name")))))
                .forEach(variable -> values.put(variable.getKey(), variable.getValue()));
        return values;
    }

    void add(String stack, Map<String, Secret> generated) {
        Map<String, Secret> known = of(stack);
        generated.forEach((name, value) -> {
            Secret before = known.get(name);
            if (before == null) {
                handle.execute(
                        "INSERT INTO generated_variables (stack, name, sealed_value) VALUES (?, ?, ?)",
                        stack,
                        name,
                        vault.seal(value, place(stack, name)));
            } else if (!before.equals(value)) {
                throw new Conflict("the generated variable " + name + " got its value meanwhile: plan again");
            }
        });
    }

    private static Place place(String stack, String name) {
        return new Place("generated_variables", "sealed_value", stack + "/" + name);
    }
}
