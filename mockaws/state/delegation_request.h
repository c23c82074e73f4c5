// Requests of a product's maker to be given temporary access by an account's owner.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mockaws/runtime/clock.h"

namespace mockaws {

struct DelegationParameter {
  std::string name;
  std::string type;
  std::vector<std::string> values;
};

struct DelegationRequest {
  std::string id;
  std::string requestor_account;
  std::string owner_account;  // empty: whoever associates it
  std::string owner_arn;      // of who associated it
  std::string approver_arn;
  std::string state = "UNASSIGNED";
  std::string description;
  std::string message;
  std::string workflow_id;
  std::string redirect_url;
  std::string notification_channel;
  std::string notes;
  std::string rejection_reason;
  std::string policy_template_arn;
  std::vector<DelegationParameter> parameters;
  int64_t session_seconds = 0;
  bool only_send_by_owner = false;
  Instant created;
  Instant updated;
  Instant expires;
};

}  // namespace mockaws
