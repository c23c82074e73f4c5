// Changes of a case whose effect on the decision is known.
#pragma once

#include <string_view>

#include "policy_engine/base/json.h"
#include "tests/differential/random.h"

namespace differential {

// Appends a statement to a document that is there. False if the case has no such document.
bool AddStatement(policy_engine::Json& eval_case, std::string_view member,
                  const policy_engine::Json& statement, Random& random);

// Puts statements, documents, levels, and the values of actions, resources and principals into
// another order.
void Reorder(policy_engine::Json& eval_case, Random& random);

// One document a statement, where documents form a union.
void SplitDocuments(policy_engine::Json& eval_case);

// Other upper and lower case for actions and context keys, in the request and in policies.
void ChangeCase(policy_engine::Json& eval_case, Random& random);

}  // namespace differential
