// Package e2e tries the built program from outside, as a user would: in a real
// terminal (tmux), and against an EC2 that nobody here wrote (moto_server),
// counted by a client that nobody here wrote (the AWS CLI). What is not
// installed is skipped, and the test says so. It holds nothing but tests.
package e2e
