// Specs that may fail, each with its reason. `spec` matches a spec's full name, `error` one of its failures' messages;
// where both are given, both must match. `not yet` is work to do, `never` stays. A spec that fails because a kernel is
// not in the modules' manifest needs no line here. One that a pattern of `spec` matches and that passes, or a pattern
// that matches no spec, fails the run: this file may not grow stale.
export const exclusions = [];
