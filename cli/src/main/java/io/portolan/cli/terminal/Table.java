package io.portolan.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns under a header. The last column takes what is left of the width and wraps there. */
public final class Table {
    private static final String GAP = "  ";
    private static final int LAST_AT_LEAST = 24;

    private final List<String> headers;
    private final List<Line> lines = new ArrayList<>();
    private String indent = "";

    /** A cell's text and meaning. */
    public record Cell(String text, Tone tone) {
        public Cell {
            text = Style.printable(text).replace('\n', ' ').replace('\t', ' ');
        }

        public static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }
    }

    private sealed interface Line {
        record Row(List<Cell> cells) implements Line {}

        record Note(int column, String text, Tone tone) implements Line {}
    }

    public Table(String... headers) {
        this.headers = List.of(headers);
    }

    public Table indented(String newIndent) {
        this.indent = newIndent;
        return this;
    }

    public Table row(Cell... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalStateException("a row of " + cells.length + " cells under " + headers.size() + " headers");
        }
        lines.add(new Line.Row(List.of(cells)));
        return this;
    }

    public Table row(String... cells) {
        return row(Arrays.stream(cells).map(Cell::of).toArray(Cell[]::new));
    }

    /** A text beneath the row before, from {@code column} (counted from 0) on; nothing if it is empty. */
    public Table note(int column, Tone tone, String text) {
        if (!text.isBlank()) {
            lines.add(new Line.Note(column, Style.printable(text).replace('\t', ' '), tone));
        }
        return this;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public void print(PrintStream out, Style style, int width) {
        int[] widths = widths();
        List<Cell> head = headers.stream().map(h -> new Cell(h, Tone.DIM)).toList();
        printRow(out, style, width, widths, head);
        for (Line line : lines) {
            switch (line) {
                case Line.Row row -> printRow(out, style, width, widths, row.cells());
                case Line.Note note -> printNote(out, style, width, offset(widths, note.column()), note);
            }
        }
    }

    public void print(Terminal terminal) {
        print(terminal.out(), terminal.outStyle(), terminal.width());
    }

    private int[] widths() {
        int[] widths = headers.stream().mapToInt(Wrap::length).toArray();
        for (Line line : lines) {
            if (line instanceof Line.Row(List<Cell> cells)) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], Wrap.length(cells.get(i).text()));
                }
            }
        }
        return widths;
    }

    private int offset(int[] widths, int column) {
        int offset = indent.length();
        for (int i = 0; i < column; i++) {
            offset += widths[i] + GAP.length();
        }
        return offset;
    }

    private void printRow(PrintStream out, Style style, int width, int[] widths, List<Cell> cells) {
        int last = cells.size() - 1;
        StringBuilder text = new StringBuilder(indent);
        for (int i = 0; i < last; i++) {
            Cell cell = cells.get(i);
            text.append(style.apply(cell.tone(), cell.text()))
                    .append(" ".repeat(widths[i] - Wrap.length(cell.text())))
                    .append(GAP);
        }
        int offset = offset(widths, last);
        Cell end = cells.get(last);
        List<String> wrapped = Wrap.words(end.text(), Math.max(LAST_AT_LEAST, width - offset));
        text.append(style.apply(end.tone(), wrapped.getFirst()));
        out.println(text.toString().stripTrailing());
        for (String more : wrapped.subList(1, wrapped.size())) {
            out.println(" ".repeat(offset) + style.apply(end.tone(), more));
        }
    }

    private static void printNote(PrintStream out, Style style, int width, int offset, Line.Note note) {
        for (String paragraph : note.text().split("\n", -1)) {
            for (String line : Wrap.words(paragraph, Math.max(LAST_AT_LEAST, width - offset))) {
                out.println((" ".repeat(offset) + style.apply(note.tone(), line)).stripTrailing());
            }
        }
    }
}
