package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"tami/model/ami"
)

// accountMagic is what a file begins with that says whose keys some keys are.
const accountMagic = "tami account 1\n"

// Account is the account that AWS said some credentials belong to. credentials
// is what tells them apart (an access key's ID, never the key); what is on disk
// is a digest of it. "" is not known; a file that cannot be used counts as none.
func (f *Folder) Account(credentials string) string {
	digest := sha256.Sum256([]byte(credentials))
	file, size, err := f.open(accountFile(digest))
	if err != nil {
		return ""
	}
	defer file.Close()
	content := make([]byte, size)
	if _, err := io.ReadFull(file, content); err != nil {
		return ""
	}
	content, err = unsealed(content)
	if err != nil {
		return ""
	}
	account, ok := strings.CutPrefix(string(content), accountMagic+string(digest[:]))
	if !ok || !ami.IsAccountID(account) {
		return ""
	}
	return account
}

// Remember keeps the account that AWS said some credentials belong to.
func (f *Folder) Remember(credentials, account string) error {
	digest := sha256.Sum256([]byte(credentials))
	if f.Account(credentials) == account {
		return nil
	}
	if !ami.IsAccountID(account) {
		return errors.New("that is no account's ID")
	}
	return f.replace(accountFile(digest), func(w io.Writer) error {
		_, err := w.Write(sealed([]byte(accountMagic + string(digest[:]) + account)))
		return err
	})
}

func accountFile(digest [sha256.Size]byte) string {
	return hex.EncodeToString(digest[:16]) + accountFiles
}
