package io.belay.plans.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.plans.approval.SignedApproval.Subject;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signature is of one person for one run of one plan on one cluster until one moment, and of nothing else. */
class SignedApprovalTest {

    /** Made for this test, as everybody may read. */
    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    /** Of {@link #PEM}: the pair that RFC 8032 tests with. */
    private static final String PUBLIC = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final String OTHER = "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";

    private static final Instant UNTIL = Instant.parse("2026-11-28T05:00:00.5Z");
    private static final Subject SUBJECT = new Subject("r1", "db1/orders", "ab".repeat(32), "", "approve", "dave");

    private final PrivateKey key = ApproverKey.privateKey(PEM).orElseThrow();
    private final PublicKey known = ApproverKey.publicKey(PUBLIC).orElseThrow();
    private final SignedApproval signed = SignedApproval.sign(SUBJECT, UNTIL, key);

    @Test
    void it_is_read_as_it_was_written_and_holds_for_what_was_signed() {
        SignedApproval read = SignedApproval.read(signed.write()).orElseThrow();

        assertThat(read).isEqualTo(signed);
        assertThat(read.until()).isEqualTo("2026-11-28T05:00:00Z");
        assertThat(read.isOf(SUBJECT, known)).isTrue();
    }

    @Test
    void whatever_is_changed_of_it_it_is_of_nobody() {
        List<Subject> others = List.of(
                new Subject("r2", "db1/orders", "ab".repeat(32), "", "approve", "dave"),
                new Subject("r1", "db1/other", "ab".repeat(32), "", "approve", "dave"),
                new Subject("r1", "db1/orders", "cd".repeat(32), "", "approve", "dave"),
                new Subject("r1", "db1/orders", "ab".repeat(32), "ef".repeat(32), "approve", "dave"),
                new Subject("r1", "db1/orders", "ab".repeat(32), "", "another", "dave"),
                new Subject("r1", "db1/orders", "ab".repeat(32), "", "approve", "mallory"));

        assertThat(others).noneMatch(other -> signed.isOf(other, known));
        assertThat(new SignedApproval(UNTIL.plusSeconds(60), signed.signature()).isOf(SUBJECT, known))
                .isFalse();
        assertThat(new SignedApproval(UNTIL, "bm8=").isOf(SUBJECT, known)).isFalse();
        assertThat(new SignedApproval(UNTIL, "%").isOf(SUBJECT, known)).isFalse();
        assertThat(signed.isOf(SUBJECT, ApproverKey.publicKey(OTHER).orElseThrow()))
                .isFalse();
    }

    @Test
    void what_is_no_key_or_no_signature_is_told_apart() {
        assertThat(ApproverKey.publicKey("ssh-ed25519 AAAAC3")).isEmpty();
        assertThat(ApproverKey.privateKey("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----"))
                .isEmpty();
        assertThat(ApproverKey.privateKey("nothing")).isEmpty();
        assertThat(SignedApproval.read("")).isEmpty();
        assertThat(SignedApproval.read("v2 tomorrow abc")).isEmpty();
        assertThat(SignedApproval.read("v3 2026-11-28T05:00:00Z abc")).isEmpty();
    }

    @Test
    void one_of_the_form_that_named_no_run_is_none_and_is_told_apart() {
        String former = "v1 2026-11-28T05:00:00Z " + signed.signature();

        assertThat(SignedApproval.read(former)).isEmpty();
        assertThat(SignedApproval.isFormer(former)).isTrue();
        assertThat(SignedApproval.isFormer(signed.write())).isFalse();
    }

    @Test
    void no_value_can_hold_a_line_of_its_own() {
        Subject subject = new Subject("r1", "db1/orders", "ab", "", "approve\nperson carol", "dave");

        assertThatThrownBy(() -> SignedApproval.sign(subject, UNTIL, key)).hasMessageContaining("a line's end");
    }
}
