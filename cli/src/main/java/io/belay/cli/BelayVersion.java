package io.belay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside this class. */
final class BelayVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"belay " + text() + " (Java " + Runtime.version().feature() + ")"};
    }

    static String text() {
        try (InputStream stream = BelayVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the version", e);
        }
    }
}
