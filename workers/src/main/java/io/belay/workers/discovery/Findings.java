package io.belay.workers.discovery;

import io.belay.workers.postgres.Installation;
import io.belay.workers.preflight.PackageHint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was found on this host. Immutable.
 *
 * @param hostName the machine's own, without its domain
 * @param root whether this process is root
 * @param installed PostgreSQL's majors, lowest first
 * @param extensions by major, those whose files are here; a major is missing where its files were not found
 * @param notes what was seen and left out, each a sentence
 */
public record Findings(
        String hostName,
        boolean root,
        List<Installation> installed,
        Map<Integer, Set<String>> extensions,
        List<FoundCluster> clusters,
        List<String> notes) {

    public Findings {
        installed = List.copyOf(installed);
        extensions = Map.copyOf(extensions);
        clusters = List.copyOf(clusters);
        notes = List.copyOf(notes);
    }

    public Optional<Installation> installation(int major) {
        return installed.stream()
                .filter(installation -> installation.major() == major)
                .findFirst();
    }

    /** Those of the names that the major has no files for; none when that is not known. */
    public List<String> withoutFiles(int major, List<String> names) {
        Set<String> here = extensions.getOrDefault(major, Set.copyOf(names));
        return names.stream().filter(name -> !here.contains(name)).toList();
    }

    /** The command that most likely brings a major's programs. */
    public String bringsServer(int major) {
        return installed.stream()
                .flatMap(installation -> PackageHint.server(installation.programs(), major).stream())
                .findFirst()
                .orElse("apt-get install postgresql-" + major);
    }

    /** The command that most likely brings an extension's files for a major. */
    public String bringsExtension(int major, String name) {
        return installed.stream()
                .flatMap(installation -> PackageHint.extension(installation.programs(), major, name).stream())
                .findFirst()
                .orElse("the package of `" + name + "` for PostgreSQL " + major);
    }
}
