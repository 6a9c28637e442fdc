package io.portolan.testkit.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

/** The words for what happens to requests. */
final class Losses {
    /** Portolan's own pages say so in a header. */
    static final String OWN_PAGE = "x-portolan";

    private Losses() {}

    static String of(IOException e) {
        return switch (e) {
            case ConnectException _ -> "refused";
            case SocketTimeoutException _ -> "timeout";
            case Wire.Unanswered _ -> "closed unanswered";
            case Wire.Truncated _ -> "truncated";
            default -> "reset";
        };
    }

    /** Of an answer that came whole: empty if it is right. */
    static String of(int status, boolean ownPage, boolean hasSign) {
        if (status / 100 != 2) {
            return ownPage ? "own page " + status : "status " + status;
        }
        return hasSign ? "" : "not the application's";
    }
}
