package io.belay.plans.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** What means something somewhere: to YAML, to the language, to a terminal, to a program that counts. */
final class Words {

    private static final List<String> SIGNS = List.of(
            "*", "&a", "*a", "!!str", "!x", "<<: *a", "? ", ": ", "- ", "---", "...", "%YAML 1.1", "|", ">", "|2-", ">9+", "#",
            "{", "}", "[", "]", ",", "\"", "'", "''", "\\", "\\x", "\"\\u0000\"", "@", "`", "%", "~", "\t", " ", "\n", "\r",
            "\r\n", "\u0000", "\u0007", "\u001b[31m", "\u0085", "\u00a0", "\u2028", "\ufeff", "\u202e", "\u200b", "\ud800", "\udfff",
            "\ud83d\ude00", "\u0430pply", "e\u0301", "\uff11", "$", "${", "${inputs.}", "\"${inputs.x}\"", "${inputs.cluster}",
            "\"${inputs.cluster}${inputs.version}\"", "$1", "\\1");

    private static final List<String> VALUES = List.of(
            "null", "no", "true", "True", "010", "0x1F", "22:30", "1e9", ".inf", "-1", "0", "1", "17", "2147483648",
            "99999999999999999999", "1.5", "16.10", "v17", "0s", "1s", "90s", "99999999999999999d", "7d", "1d24h", "5m3h",
            "-5m", "0%", "100%", "100.001%", "15%", "0x", "1x", "999999999999999999.9x", "1KiB", "20GiB", "20G",
            "9999999999999999999PiB", "1MiB/s", "low", "none", "auto", "always", "never", "rehearsal", "apply", "online",
            "offline", "db1/orders", "db1/", "/", "//", "/srv/../etc", "..", "../x.sql", ".", "checks/billing.sql",
            "common/build.steps.yaml", "public.a_b", "a.b.c.d", "Europe/Istanbul", "Pacific/Kiritimati", "Etc/GMT+1", "EST",
            "2026-12-05T01:00", "2027-03-28T03:30", "0000-00-00T00:00", "2026-02-30T25:61", "+999999999-12-31T00:00",
            "\"0 1 * * SAT\"", "\"* * * * *\"", "\"*/5 */5 */5 */5 *\"", "\"0 1 31 FEB *\"", "\"0 1 29 2 1-5\"",
            "\"* 1 1-28 JAN-NOV *\"", "\"0 1 * * 7-1\"", "\"60 24 0 13 8\"", "\"0/0 0-0 1,1 DEC-JAN sun\"", "alice@example.com",
            "change-board", "password", "password=hunter22", "postgres://u:s3cret@h/d", "--password", "AKIAABCDEFGHIJKLMNOP",
            "-----BEGIN PRIVATE KEY-----", "last_good_step", "start", "nothing", "shared_extents", "BLY-1511", "BLY-9999");

    private static final Map<String, List<String>> BY_TYPE = Map.ofEntries(
            Map.entry("a SHA-256", List.of("ad849ed73b951a1cdccfe30548a03d59ec97038a2b53519f37236f41e8136708")),
            Map.entry("a date", List.of("2026-12-31", "2020-02-29")),
            Map.entry("a duration", List.of("30s", "5m", "2h30m", "7d", "400d")),
            Map.entry("a factor", List.of("1.5x", "2x")),
            Map.entry("a file beside the plan", List.of("checks/billing.sql", "common/build.steps.yaml")),
            Map.entry("a path", List.of("/srv/pg", "/srv/pg/orders/13/data", "/usr/lib/postgresql/17/bin")),
            Map.entry("a percentage", List.of("15%", "0.5%", "100%")),
            Map.entry("a person or group", List.of("change-board", "alice@example.com")),
            Map.entry("a rate", List.of("200MiB/s")),
            Map.entry("a reference", List.of("db1/orders", "db2/orders", "app1/orders")),
            Map.entry("a size", List.of("20GiB", "1MiB")),
            Map.entry("a size or a percentage", List.of("50%", "32GiB")),
            Map.entry("a time zone", List.of("UTC", "Europe/Istanbul", "America/New_York")),
            Map.entry("a time", List.of("2026-12-05T01:00", "2027-03-28T02:30")),
            Map.entry("a version", List.of("3.5.0")),
            Map.entry("an address with a port", List.of("\"temporal.example.com:7233\"")),
            Map.entry("an address", List.of("127.0.0.1", "db1.example.com")),
            Map.entry("an index", List.of("public.orders_name_idx")),
            Map.entry("a system identifier", List.of("7345678901234567890")));

    private Words() {}

    static String any(Random random) {
        return GoodFiles.any(random.nextInt(3) == 0 ? SIGNS : VALUES, random);
    }

    /** A value of a type, by what the type is called in messages; else any. */
    static String ofType(String words, Random random) {
        List<String> known = BY_TYPE.getOrDefault(words, List.of());
        return known.isEmpty() ? "w" + random.nextInt(4) : GoodFiles.any(known, random);
    }
}
