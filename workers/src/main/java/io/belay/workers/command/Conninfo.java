package io.belay.workers.command;

/** A database's name where libpq would else read a connection string ({@code a=b} is a possible name). */
final class Conninfo {

    private Conninfo() {}

    static String database(String name) {
        return "dbname='" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
