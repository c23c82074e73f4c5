// ARNs of IAM's entities, built and taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"

namespace mockaws {

// `arn:aws:iam::ACCOUNT:TYPE` + path + name, for example type "user", path "/dev/".
std::string IamArn(std::string_view account_id, std::string_view type, std::string_view path,
                   std::string_view name);

// The six fields of an ARN; `resource` keeps its colons.
struct ArnParts {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

// Views into `arn`; nothing if it doesn't have six fields or doesn't begin with "arn:".
std::optional<ArnParts> SplitArn(std::string_view arn);

// The name at the end of an IAM ARN's resource: after its last '/'.
std::string_view ArnName(std::string_view arn);

// The path in an IAM ARN's resource, slashes included: "/" of `…:user/Bob`, "/a/" of
// `…:user/a/Bob`.
std::string_view ArnPath(std::string_view arn);

// Checks an ARN given to IAM: `Invalid ARN:  Could not be parsed!`, `Invalid ARN partition`,
// `Invalid service in ARN` (all recorded).
ApiResult<ArnParts> ParseIamArn(std::string_view arn);

}  // namespace mockaws
