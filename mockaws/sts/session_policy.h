// Session policies: the documents that narrow temporary credentials.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/state/entities.h"

namespace mockaws {

// Compiles an inline session policy as STS does: less strict about literals than IAM (recorded).
// Errors: MalformedPolicyDocument, its detail with line and column.
ApiResult<CompiledPolicyPtr> CompileSessionPolicy(std::string_view document);

// The same for a document that was accepted once (CHECKs that it compiles).
CompiledPolicyPtr CompiledSessionPolicy(std::string_view document);

// Policy and PolicyArns of an input, checked.
struct SessionPolicies {
  std::optional<std::string> document;
  std::vector<std::string> arns;

  bool any() const { return document.has_value() || !arns.empty(); }
};

// Errors: MalformedPolicyDocument; ValidationError for ARNs that name no policy of `account_id` or
// of AWS (AWS's wording is unknown: docs/fidelity.md).
ApiResult<SessionPolicies> CollectSessionPolicies(const OpContext& context,
                                                  std::string_view account_id);

// Percentage of the space that policies, scope-down policies and tags may take in a session token,
// on top of `base_bytes` of other things. AWS's packing isn't public; see docs/fidelity.md. Error:
// PackedPolicyTooLarge above 100.
ApiResult<int64_t> PackedPolicySize(const SessionPolicies& policies, const Tags& tags,
                                    const std::vector<std::string>& scopes = {},
                                    int64_t base_bytes = 0);

}  // namespace mockaws
