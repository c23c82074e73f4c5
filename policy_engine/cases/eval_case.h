// One line of `iamsim eval`: request and policies as JSON → decision as JSON.
//
//   {"id":…, "request":{"principal":ARN or {"type":…,"arn":…}, "action":…, "resource":…,
//    "resourceAccount":…, "context":{key: value or [values]}}, "identityPolicies":[doc or
//    {"name":…,"document":…}], "resourcePolicy":doc|null, "permissionsBoundary":doc|[docs]|null,
//    "sessionPolicies":[doc]|null, "scopePolicies":[doc]|null, "serviceControlPolicies":[[docs of
//    root],…,[docs of account]], "resourceControlPolicies":likewise,
//    "vpcEndpointPolicies":[doc]|null, "policyArns":true|false}
//
// A principal object has `type` (Root, User, Role, AssumedRole, FederatedUser, SamlProvider,
// WebIdentity, Service, Anonymous; optional where the ARN tells) and may have `arn`, `account`,
// `id`, `roleArn`, `sessionName`, `federatingUserArn`, `federatingUserId`, `serviceNames`,
// `serviceLinked`, `hasPermissionsBoundary`, `managementAccount`, `tags` ({K: V}, set as
// aws:PrincipalTag/K). A request may also have `resourceInManagementAccount`, `resourceRule`
// (usual, mustAllow, assumeRole, notJudged; default by the action) and `rcpWithoutResource`.
//
// Context keys that follow from the principal (aws:PrincipalArn, aws:PrincipalAccount,
// aws:PrincipalType, aws:username, aws:PrincipalTag/K) and aws:ResourceAccount are filled in where
// the line doesn't give them. A list makes a key multivalued unless it has one value and the
// catalogue doesn't know the key as multivalued. null leaves a key absent. resourceAccount defaults
// to the account in the resource's ARN, else to the principal's. An empty list of session, scope or
// endpoint policies is a layer that allows nothing; null is none. Every level of RCPs has
// RCPFullAWSAccess besides, which can't be detached; SCPs are those of the line alone. A document
// without a name goes by its place in the line (`/identityPolicies/0`).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"
#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"

namespace policy_engine {

struct EvalCase {
  Json id;  // null if the line has none
  // `policyArns`: explicit denials name the ARN of the policy, where its name is one.
  bool names_policies = false;
  AuthorizationRequest request;
  PolicySet policies;
};

// `message` says what is wrong, `path` (JSON pointer) where in the line.
struct EvalCaseError {
  std::string message;
  std::string path;
};

// Compiles each distinct document (by text and type) and indexes each distinct layer once.
// Thread-safe: share one between workers. Keeps everything until it is destroyed, up to a bound on
// entries, after which it starts afresh.
class PolicyCache {
 public:
  PolicyCache();
  ~PolicyCache();
  PolicyCache(const PolicyCache&) = delete;
  PolicyCache& operator=(const PolicyCache&) = delete;

  struct Impl;
  Impl* impl() const { return impl_.get(); }

 private:
  std::unique_ptr<Impl> impl_;
};

// Reads one line. `shared` (may be null): an object with the policy members of a line, used where
// the line itself has none of that name. Errors: malformed JSON, unknown members, bad policies.
Result<EvalCase, EvalCaseError> ReadEvalCase(std::string_view line, PolicyCache* cache,
                                             const Json* shared = nullptr);
// One case, over as many lines as it takes; positions inside policies are those in `text`.
Result<EvalCase, EvalCaseError> ReadCaseFile(std::string_view text, PolicyCache* cache,
                                             const Json* shared = nullptr);
// Likewise from parsed JSON. Positions inside policies then refer to the document's compact text.
Result<EvalCase, EvalCaseError> ReadEvalCase(const Json& line, PolicyCache* cache,
                                             const Json* shared = nullptr);

// `{"id":…,"decision":"allowed","reason":{"policyType":…,"message":…,…}}`.
Json EvalResult(const EvalCase& eval_case, const Decision& decision);
// `{"id":…,"error":{"message":…,"path":…}}`.
Json EvalError(const Json& id, const EvalCaseError& error);

// Reads, decides and answers one line; `*ok` (may be null) tells whether it was readable.
std::string EvalLine(std::string_view line, PolicyCache* cache, const Json* shared = nullptr,
                     bool* ok = nullptr);

}  // namespace policy_engine
