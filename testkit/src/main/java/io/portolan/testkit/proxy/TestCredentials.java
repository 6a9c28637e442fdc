package io.portolan.testkit.proxy;

import io.portolan.model.route.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** People and their passwords; bcrypt's cost is low, for the tests ask often. */
final class TestCredentials {
    /** Her password is {@code lovelace}. */
    static final Credential ADA = new Credential(
            "ada",
            "$2b$05$zIt.6ogWIksrv5q2udEwYuICE3ArkT4AQAt/ECw4M8Agt8GOBKWSa",
            "0123456789abcdef0123456789abcdef",
            "5ffc78ed1228ecef3af07bd275cb0bf24dfd0ed97c30cad33d757409a7e4f028");

    /** His password is {@code turing:1936}. */
    static final Credential ALAN = new Credential(
            "alan",
            "$2b$05$H2qMkeZF0Hi/auKI5.T7b.bYOTCk8TJJZqlXA8ybjatsvQPMVpuoq",
            "fedcba9876543210fedcba9876543210",
            "1a21aed2ce5c6869e71d41ef74e3b316224b1f5cf4e06d611c8c4c09cee49ff6");

    private TestCredentials() {}

    static String header(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }
}
