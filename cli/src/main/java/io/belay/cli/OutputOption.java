package io.belay.cli;

import picocli.CommandLine.Option;

/** {@code -o text|json}, the same for every command that prints something. */
final class OutputOption {

    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "For people (default) or for programs; JSON has a format_version.")
    private Format format = Format.text;

    boolean json() {
        return format == Format.json;
    }
}
