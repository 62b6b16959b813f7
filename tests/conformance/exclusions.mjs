// Specs that may fail, each with its reason. `spec` matches a spec's full name, `error` one of its failures' messages;
// where both are given, both must match. `not yet` is work to do, `never` stays. A spec that fails because a kernel is
// not in the modules' manifest needs no line here. An exclusion by name whose spec passes, and any that matches no
// failing spec, fails the run: this file may not grow stale.
export const exclusions = [];
