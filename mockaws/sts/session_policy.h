// Session policies: the documents that narrow temporary credentials.
#pragma once

#include <string_view>

#include "mockaws/model/api_error.h"
#include "mockaws/state/entities.h"

namespace mockaws {

// Compiles an inline session policy as STS does: less strict about literals than IAM (recorded).
// Errors: MalformedPolicyDocument, its detail with line and column.
ApiResult<CompiledPolicyPtr> CompileSessionPolicy(std::string_view document);

// The same for a document that was accepted once (CHECKs that it compiles).
CompiledPolicyPtr CompiledSessionPolicy(std::string_view document);

}  // namespace mockaws
