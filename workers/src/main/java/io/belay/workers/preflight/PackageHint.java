package io.belay.workers.preflight;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which package most likely brings what is missing, as the command that installs it. A hint, from the way in which the two big
 * families of packages name things; empty where the programs come from elsewhere.
 */
public final class PackageHint {

    /** Where a package's name is not the extension's. */
    private static final Map<String, String> DEBIAN = Map.of(
            "vector", "pgvector",
            "pg_cron", "cron",
            "pg_repack", "repack",
            "pg_partman", "partman",
            "postgis", "postgis-3",
            "postgis_topology", "postgis-3",
            "postgis_raster", "postgis-3",
            "plpython3u", "plpython3",
            "plperlu", "plperl",
            "pltclu", "pltcl");

    /** What comes with PostgreSQL itself. */
    private static final Set<String> CONTRIB = Set.of(
            "amcheck",
            "autoinc",
            "bloom",
            "btree_gin",
            "btree_gist",
            "citext",
            "cube",
            "dblink",
            "dict_int",
            "dict_xsyn",
            "earthdistance",
            "file_fdw",
            "fuzzystrmatch",
            "hstore",
            "insert_username",
            "intagg",
            "intarray",
            "isn",
            "lo",
            "ltree",
            "moddatetime",
            "pageinspect",
            "pg_buffercache",
            "pg_freespacemap",
            "pg_prewarm",
            "pg_stat_statements",
            "pg_surgery",
            "pg_trgm",
            "pg_visibility",
            "pg_walinspect",
            "pgcrypto",
            "pgrowlocks",
            "pgstattuple",
            "postgres_fdw",
            "refint",
            "seg",
            "sslinfo",
            "tablefunc",
            "tcn",
            "tsm_system_rows",
            "tsm_system_time",
            "unaccent",
            "uuid-ossp",
            "xml2");

    private static final String DEBIAN_HOME = "/usr/lib/postgresql/";
    private static final String RED_HAT_HOME = "/usr/pgsql-";

    private PackageHint() {}

    public static Optional<String> server(Path programs, int major) {
        if (programs.startsWith(DEBIAN_HOME)) {
            return Optional.of("apt-get install postgresql-" + major);
        }
        if (programs.toString().startsWith(RED_HAT_HOME)) {
            return Optional.of("dnf install postgresql" + major + "-server postgresql" + major);
        }
        return Optional.empty();
    }

    /** @param extension its name, or where that is not known its library's */
    public static Optional<String> extension(Path programs, int major, String extension) {
        boolean contrib = CONTRIB.contains(extension);
        if (programs.startsWith(DEBIAN_HOME)) {
            return Optional.of("apt-get install postgresql-" + major + (contrib ? "" : "-" + debianName(extension)));
        }
        if (programs.toString().startsWith(RED_HAT_HOME)) {
            return Optional.of("dnf install "
                    + (contrib
                            ? "postgresql" + major + "-contrib"
                            : extension.replace("vector", "pgvector") + "_" + major));
        }
        return Optional.empty();
    }

    private static String debianName(String extension) {
        return DEBIAN.getOrDefault(extension, extension.replace('_', '-'));
    }
}
