package io.belay.workers.clone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule instead of live's: who comes through the socket from the owner's or the worker's account is the superuser. No password is
 * needed, and none that live knows works.
 */
final class Authentication implements GateItem {

    private static final String HBA = "pg_hba.conf";
    private static final String IDENT = "pg_ident.conf";

    @Override
    public int row() {
        return 12;
    }

    @Override
    public String what() {
        return "only the owner's and the worker's account are let in";
    }

    @Override
    public void apply(CloneFacts clone) {
        content(clone).forEach((name, text) -> clone.files().write(clone.data().resolve(name), text));
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        List<String> wrong = new ArrayList<>();
        content(clone).forEach((name, text) -> {
            if (!text.equals(read(clone.data().resolve(name)))) {
                wrong.add("`" + name + "` holds other rules");
            }
        });
        return wrong;
    }

    static Map<String, String> content(CloneFacts clone) {
        String superuser = '"' + clone.request().superuser() + '"';
        Set<String> accounts = new LinkedHashSet<>();
        accounts.add(clone.request().owner().name());
        accounts.add(clone.workerUser());
        StringBuilder map = new StringBuilder();
        for (String account : accounts) {
            map.append("belay \"")
                    .append(account)
                    .append("\" ")
                    .append(superuser)
                    .append('\n');
        }
        Map<String, String> content = new LinkedHashMap<>();
        content.put(HBA, "local all " + superuser + " peer map=belay\n");
        content.put(IDENT, map.toString());
        return content;
    }

    private static String read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
