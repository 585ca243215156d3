package io.belay.workers.command;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.TemplateLocale;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code initdb} of the new major, alike in everything that {@code pg_upgrade} compares. */
public final class InitdbCommand {

    /** From here on {@code initdb} writes page checksums unless told not to. */
    private static final int CHECKSUMS_BY_DEFAULT_SINCE = 18;

    private static final int PROVIDERS_SINCE = 15;
    private static final int RULES_SINCE = 16;
    private static final int MEBIBYTE = 1024 * 1024;

    private InitdbCommand() {}

    /**
     * @param installUser must be the one of the old cluster, by name and as the only role
     * @param old control data of the old cluster
     */
    public static Command of(
            Installation target,
            Path dataDirectory,
            ControlData old,
            TemplateLocale template,
            String installUser,
            ToolRun run) {
        List<String> arguments = new ArrayList<>(List.of(
                target.program("initdb").toString(),
                "--pgdata=" + dataDirectory,
                "--username=" + installUser,
                "--encoding=" + template.encoding(),
                "--lc-collate=" + template.collate(),
                "--lc-ctype=" + template.ctype()));
        arguments.addAll(provider(target, template));
        arguments.add("--wal-segsize=" + old.walSegmentBytes() / MEBIBYTE);
        if (old.hasChecksums()) {
            arguments.add("--data-checksums");
        } else if (target.major() >= CHECKSUMS_BY_DEFAULT_SINCE) {
            arguments.add("--no-data-checksums");
        }
        // Replaced by the gate's own rules before the first start; named so that initdb does not fall back to trust.
        arguments.addAll(List.of("--auth-local=peer", "--auth-host=reject"));
        return run.command(arguments);
    }

    private static List<String> provider(Installation target, TemplateLocale template) {
        if (target.major() < PROVIDERS_SINCE) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        switch (template.provider()) {
            case "i" -> {
                arguments.add("--locale-provider=icu");
                arguments.add("--icu-locale=" + template.locale());
                if (target.major() >= RULES_SINCE && !template.icuRules().isEmpty()) {
                    arguments.add("--icu-rules=" + template.icuRules());
                }
            }
            case "b" -> {
                arguments.add("--locale-provider=builtin");
                arguments.add("--builtin-locale=" + template.locale());
            }
            default -> arguments.add("--locale-provider=libc");
        }
        return arguments;
    }
}
