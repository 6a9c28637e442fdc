package io.portolan.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutTest {
    @Test
    void coloursAreNotCountedAndEndWhereTheLineIsCut() {
        assertThat(Cut.to("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Cut.to("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Cut.to("\u001b[2mab\u001b[0mcd", 4)).isEqualTo("\u001b[2mab\u001b[0mcd");
        assertThat(Cut.to("\u001b[2mabcdef\u001b[0m", 4)).isEqualTo("\u001b[2mabc…\u001b[0m");
        assertThat(Cut.to("one\ntwo", 10)).isEqualTo("one");
    }
}
