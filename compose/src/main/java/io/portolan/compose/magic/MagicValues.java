package io.portolan.compose.magic;

import io.portolan.model.route.Domain;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The values of magic variables: random ones, addresses of domains, tokens signed with the stack's secret. */
public final class MagicValues {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String ALPHANUMERIC = LETTERS + "0123456789";
    /** Without quotes, backslash and dollar sign, which env files and shells would take for their own. */
    private static final String WITH_SYMBOLS = ALPHANUMERIC + "~!#%^&*()-_.,<>?/{}[]|:;";
    /** 2020-01-01 and 2100-01-01: a token that is derived must come out the same at every deploy. */
    private static final long ISSUED = 1_577_836_800L;

    private static final long EXPIRES = 4_102_444_800L;

    private MagicValues() {}

    public static String generate(MagicVariable variable, RandomGenerator random) {
        return switch (variable.kind()) {
            case USER -> text(16, ALPHANUMERIC, random);
            case LOWERCASEUSER -> text(16, "abcdefghijklmnopqrstuvwxyz0123456789", random);
            case PASSWORD -> text(variable.length().orElse(32), ALPHANUMERIC, random);
            case PASSWORDWITHSYMBOLS -> text(variable.length().orElse(32), WITH_SYMBOLS, random);
            case BASE64 -> text(variable.length().orElse(32), ALPHANUMERIC, random);
            case REALBASE64 ->
                Base64.getEncoder()
                        .encodeToString(text(variable.length().orElse(32), ALPHANUMERIC, random)
                                .getBytes(StandardCharsets.UTF_8));
            case HEX -> text(variable.length().orElse(32), "0123456789abcdef", random);
            case URL, FQDN, SUPABASEANON, SUPABASESERVICE ->
                throw new IllegalArgumentException(variable.name() + " is derived, not generated");
        };
    }

    /** A user's name begins with a letter, as databases want it. */
    private static String text(int length, String alphabet, RandomGenerator random) {
        StringBuilder text = new StringBuilder(length);
        String first =
                alphabet.startsWith("A") ? LETTERS : alphabet.startsWith("a") ? alphabet.substring(0, 26) : alphabet;
        text.append(first.charAt(random.nextInt(first.length())));
        while (text.length() < length) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** The URL or host. A port in the variable's name is the container's, never part of the public address. */
    public static String address(MagicVariable variable, Domain domain) {
        return switch (variable.kind()) {
            case URL -> domain.url();
            case FQDN -> domain.host();
            case USER,
                    LOWERCASEUSER,
                    PASSWORD,
                    PASSWORDWITHSYMBOLS,
                    BASE64,
                    REALBASE64,
                    HEX,
                    SUPABASEANON,
                    SUPABASESERVICE -> throw new IllegalArgumentException(variable.name() + " is no address");
        };
    }

    /** A JWT (RFC 7519) signed with HS256, for the role that the variable's kind names. */
    public static String token(MagicVariable variable, String secret) {
        String role = variable.kind() == MagicVariable.Kind.SUPABASEANON ? "anon" : "service_role";
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + base64("{\"iss\":\"supabase\",\"iat\":%d,\"exp\":%d,\"role\":\"%s\"}"
                        .formatted(ISSUED, EXPIRES, role));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
