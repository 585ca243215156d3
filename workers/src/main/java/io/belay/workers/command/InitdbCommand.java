package io.belay.workers.command;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.TemplateLocale;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        return run.command(arguments(target, dataDirectory, installUser, Likeness.of(target, old, template)));
    }

    /**
     * In what new must be like old, as arguments or as what stands for them.
     *
     * @param provider of template0's locale, with what belongs to it
     * @param checksums one argument, or none
     */
    public record Likeness(
            String encoding,
            String collate,
            String ctype,
            List<String> provider,
            String walSegmentMebibytes,
            List<String> checksums) {

        public Likeness {
            provider = List.copyOf(provider);
            checksums = List.copyOf(checksums);
        }

        static Likeness of(Installation target, ControlData old, TemplateLocale template) {
            return new Likeness(
                    template.encoding(),
                    template.collate(),
                    template.ctype(),
                    localeOf(target, template),
                    String.valueOf(old.walSegmentBytes() / MEBIBYTE),
                    checksumsOf(target, old.hasChecksums()));
        }

        /** Before live or a clone of it was asked; what may be there or not stands in square brackets. */
        public static Likeness unknown(int oldMajor, Installation target) {
            TemplateLocale libc = new TemplateLocale("<encoding>", "c", "<collate>", "<ctype>", "", "");
            // Older majors know no other provider.
            List<String> provider = oldMajor < PROVIDERS_SINCE
                    ? localeOf(target, libc)
                    : List.of(
                            "--locale-provider=<locale provider>",
                            "[--icu-locale=<locale>]",
                            "[--icu-rules=<rules>]",
                            "[--builtin-locale=<locale>]");
            List<String> checksums = Stream.concat(
                            checksumsOf(target, true).stream(), checksumsOf(target, false).stream())
                    .map(argument -> "[" + argument + "]")
                    .toList();
            return new Likeness(
                    libc.encoding(), libc.collate(), libc.ctype(), provider, "<wal segment in megabytes>", checksums);
        }
    }

    public static List<String> arguments(
            Installation target, Path dataDirectory, String installUser, Likeness likeness) {
        List<String> arguments = new ArrayList<>(List.of(
                target.program("initdb").toString(),
                "--pgdata=" + dataDirectory,
                "--username=" + installUser,
                "--encoding=" + likeness.encoding(),
                "--lc-collate=" + likeness.collate(),
                "--lc-ctype=" + likeness.ctype()));
        arguments.addAll(likeness.provider());
        arguments.add("--wal-segsize=" + likeness.walSegmentMebibytes());
        arguments.addAll(likeness.checksums());
        // Replaced by the gate's own rules before the first start; named so that initdb does not fall back to trust.
        arguments.addAll(List.of("--auth-local=peer", "--auth-host=reject"));
        return arguments;
    }

    private static List<String> checksumsOf(Installation target, boolean has) {
        if (has) {
            return List.of("--data-checksums");
        }
        return target.major() >= CHECKSUMS_BY_DEFAULT_SINCE ? List.of("--no-data-checksums") : List.of();
    }

    private static List<String> localeOf(Installation target, TemplateLocale template) {
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
