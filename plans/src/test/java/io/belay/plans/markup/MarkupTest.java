package io.belay.plans.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    @Test
    void a_text_stays_a_text() {
        String written = new Markup()
                .leaf("p", "</p><script>alert('x')</script> & \"y\"", "title", "\"><b onclick='z'>")
                .toString();

        assertThat(written)
                .isEqualTo(
                        "<p title=\"&quot;&gt;&lt;b onclick=&#39;z&#39;&gt;\">&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)"
                                + "&lt;/script&gt; &amp; &quot;y&quot;</p>");
    }

    @Test
    void what_hides_or_turns_the_direction_is_named() {
        assertThat(VisibleText.of("a\u202eb\u200bc\u0000d\ufeff")).isEqualTo("a[U+202E]b[U+200B]c[U+0000]d[U+FEFF]");
        assertThat(VisibleText.of("\ud800x")).isEqualTo("[U+D800]x");
        assertThat(VisibleText.of("שלום, größer, 東京, 🐘")).isEqualTo("שלום, größer, 東京, 🐘");
        assertThat(VisibleText.line("a\r\nb\nc\td")).isEqualTo("a b c d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "iframe", "object", "img", "image", "foreignObject", "a b", "p><script", ""})
    void an_element_that_runs_or_loads_something_is_refused(String element) {
        assertThatThrownBy(() -> new Markup().open(element)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "onclick, x",
        "onload, x",
        "style, x",
        "src, x",
        "href, https://example.com",
        "href, javascript:x",
        "a b, x"
    })
    void an_attribute_that_runs_or_leaves_is_refused(String name, String value) {
        assertThatThrownBy(() -> new Markup().open("p", name, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"</style><script>", "a { background: url(x) }", "@import 'x';"})
    void a_sheet_that_ends_early_or_loads_is_refused(String css) {
        assertThatThrownBy(() -> new Markup().sheet(css)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_element_left_open_is_a_fault() {
        assertThatThrownBy(() -> new Markup().open("p").toString())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p");
    }
}
