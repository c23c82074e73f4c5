// Import: what `aws iam get-account-authorization-details` prints for a real account becomes an
// account here, with its ids, dates, versions and documents.
#pragma once

#include <string>
#include <vector>

#include "mockaws/control/answer.h"
#include "mockaws/state/state.h"

namespace mockaws {

// Something that was left out or taken differently.
struct ImportNote {
  std::string pointer;  // RFC 6901, into the file
  std::string message;
};

struct ImportReport {
  std::string account_id;
  int64_t users = 0;
  int64_t groups = 0;
  int64_t roles = 0;
  int64_t policies = 0;  // customer managed
  int64_t instance_profiles = 0;
  std::vector<ImportNote> notes;
};

// Adds everything to the account that the ARNs in `details` name, made if need be. Errors, upon
// which nothing is changed (the caller rolls back): no such output, or a page of it alone; ARNs of
// several accounts; entities that are there already; documents that are none.
ControlResult<ImportReport> ImportAuthorizationDetails(const policy_engine::Json& details,
                                                       Instant now, State* state);

policy_engine::Json ReportJson(const ImportReport& report);

}  // namespace mockaws
