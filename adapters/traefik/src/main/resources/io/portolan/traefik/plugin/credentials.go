package portolan

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"
)

// user is somebody who may pass: SHA-256 of the salt's text followed by what the header carries leads to the digest.
type user struct {
	salt   string
	digest []byte
}

func parseUsers(list string) ([]user, error) {
	var users []user
	for _, text := range strings.Split(list, ",") {
		if text == "" {
			continue
		}
		parts := strings.Split(text, ":")
		if len(parts) != 2 {
			return nil, fmt.Errorf("not salt:digest")
		}
		digest, err := hex.DecodeString(parts[1])
		if err != nil || len(digest) != sha256.Size {
			return nil, fmt.Errorf("not a digest")
		}
		users = append(users, user{salt: parts[0], digest: digest})
	}
	return users, nil
}

func mayPass(users []user, authorization string) bool {
	if len(authorization) < 6 || !strings.EqualFold(authorization[:6], "basic ") {
		return false
	}
	given := strings.TrimSpace(authorization[6:])
	passes := 0
	for _, u := range users {
		digest := sha256.Sum256([]byte(u.salt + given))
		passes |= subtle.ConstantTimeCompare(digest[:], u.digest)
	}
	return passes == 1
}
