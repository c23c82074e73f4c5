// The links from entities to managed policies: attachments and boundaries, counted both ways.
#pragma once

#include <string>
#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/operation.h"

namespace mockaws {

// Which kinds of entity a policy may be given to.
enum class HolderKind { kUser, kGroup, kRole };

// How often the policy is attached and used as a boundary in the caller's account.
PolicyUse UseOfPolicy(const OpContext& context, std::string_view policy_arn);

// Checks that `policy_arn` names an attachable policy of the caller's account or of AWS.
// Errors: ValidationError (malformed ARN); NoSuchEntity; PolicyNotAttachable.
ApiResult<void> CheckAttachable(const OpContext& context, HolderKind kind,
                                std::string_view policy_arn);

// Attaches; attaching twice is no error. Errors as above, and LimitExceeded.
ApiResult<void> AttachPolicy(OpContext& context, HolderKind kind, PolicyHolder* holder,
                             std::string_view policy_arn);
// For roles that AWS itself makes: reserved policies too, no quota. CHECKs nothing; the policy
// exists.
void AttachReservedPolicy(OpContext& context, PolicyHolder* holder, std::string_view policy_arn);
// NoSuchEntity if it isn't attached.
ApiResult<void> DetachPolicy(OpContext& context, PolicyHolder* holder, std::string_view policy_arn);

// Sets `*boundary`, replacing what it was. Errors as of CheckAttachable.
ApiResult<void> UseAsBoundary(OpContext& context, HolderKind kind, std::string* boundary,
                              std::string_view policy_arn);
// Empties `*boundary`; nothing happens if it is empty.
void StopUsingAsBoundary(OpContext& context, std::string* boundary);

}  // namespace mockaws
