// Whether one statement applies to a request: action, resource and condition.
#pragma once

#include <string>
#include <string_view>

#include "policy_engine/base/json.h"
#include "tests/oracle/condition.h"
#include "tests/oracle/context.h"

namespace oracle {

bool ActionMatches(std::string_view pattern, std::string_view action);

// An unresolved variable or a malformed ARN on either side matches nothing; `*` alone everything.
bool ResourceMatches(std::string_view pattern, std::string_view resource, const Context& context,
                     bool variables);

Effect EffectOf(const policy_engine::Json& statement);

// Whether policy variables work in this document: from Version 2012-10-17 on.
bool HasVariables(const policy_engine::Json& document);

// All but the principal.
bool StatementMatches(const policy_engine::Json& statement, std::string_view action,
                      std::string_view resource, const Context& context, bool variables);

}  // namespace oracle
