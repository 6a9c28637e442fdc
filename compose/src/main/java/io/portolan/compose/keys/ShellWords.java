package io.portolan.compose.keys;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into arguments as the official loader does: quotes and backslashes, no variables, no shell. The
 * line ends at an unquoted {@code ; & | < >}, since no shell runs it.
 */
public final class ShellWords {
    /**
     * @param cutOff the line went on after an operator that only a shell knows
     * @param broken a quote or parenthesis without its partner
     */
    public record Split(List<String> words, boolean cutOff, boolean broken) {}

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean escaped;
    private char quote;
    private boolean substitution;

    private ShellWords(String line) {
        this.line = line;
    }

    public static Split split(String line) {
        return new ShellWords(line).split();
    }

    private Split split() {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean bare = !escaped && quote == 0 && !substitution;
            if (bare && ";&|<>".indexOf(c) >= 0) {
                endWord();
                return new Split(List.copyOf(words), true, false);
            }
            if (bare && c == '(' && !(word.length() > 0 && word.charAt(word.length() - 1) == '$')) {
                return new Split(List.of(), false, true);
            }
            accept(c, bare);
        }
        boolean broken = escaped || quote != 0 || substitution;
        endWord();
        return new Split(broken ? List.of() : List.copyOf(words), false, broken);
    }

    private void accept(char c, boolean bare) {
        if (escaped) {
            escaped = false;
            add(c);
        } else if (c == '\\' && quote != '\'') {
            escaped = true;
            inWord = true;
        } else if (quote != 0 && c == quote) {
            quote = 0;
            keepBacktick(c);
        } else if (bare && (c == '\'' || c == '"' || c == '`')) {
            quote = c;
            inWord = true;
            keepBacktick(c);
        } else if (bare && c == '(') {
            substitution = true;
            add(c);
        } else if (substitution && c == ')' && quote == 0) {
            substitution = false;
            add(c);
        } else if (bare && Character.isWhitespace(c)) {
            endWord();
        } else {
            add(c);
        }
    }

    /** Backticks only hold a word together: they stay in it. */
    private void keepBacktick(char c) {
        if (c == '`') {
            word.append(c);
        }
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
