package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tami/model/iam"
)

func (s *session) iam() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "iam",
		Short: "print the least IAM policy that tami needs",
		Long: `Prints an IAM policy: every request that tami makes, and what AWS checks
besides, each as narrow as AWS allows. A request that is not in it is not made.
Nobody is asked: it needs no account.

read-only is enough for --read-only; operator is for changes too. Each fits into
one managed policy. Narrow it further to your own accounts, roles and keys; in
China and GovCloud write arn:aws-cn and arn:aws-us-gov.`,
		Example: `tami iam --mode operator
tami iam > policy.json && aws iam create-policy --policy-name tami --policy-document file://policy.json`,
		Args: nothing,
	}
	word := cmd.Flags().String("mode", string(iam.ReadOnly), "what tami is for, a `MODE`: "+strings.Join(modeNames(), ", "))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		mode, err := iam.ParseMode(*word)
		if err != nil {
			return wrong("tami iam --mode: %v", err)
		}
		return s.print(iam.Policy(mode))
	}
	return cmd
}

func modeNames() []string {
	var names []string
	for _, m := range iam.Modes() {
		names = append(names, string(m))
	}
	return names
}
