// Settings of a running server that more than one part looks at.
#pragma once

namespace mockaws {

struct Settings {
  // An access key id of 12 digits with the secret "test" is that account's root user.
  bool bootstrap_credentials = true;
  // `test`/`test` is the root user of 000000000000.
  bool compat_credentials = false;
  // /_iamsim/… answers at all, and to peers that aren't on the loopback interface.
  bool control = true;
  bool control_remote = false;
  // Refusals by an explicit deny name the ARN of the policy, as AWS does since 2026 in ever more
  // services.
  bool policy_arns = false;
  // SimulateCustomPolicy and SimulatePrincipalPolicy give one result per action and resource, as
  // AWS did before 2026, instead of one per action.
  bool simulation_by_resource = false;
};

}  // namespace mockaws
