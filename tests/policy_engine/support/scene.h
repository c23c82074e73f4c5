// A request and policies in a few words; decided by the fast path and the recording path alike.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy_engine/evaluate.h"
#include "policy_engine/explain.h"
#include "policy_engine/policy.h"

namespace policy_engine {

// How a scene came out. `policy` is left out: it dies with the scene.
struct Answer {
  Outcome outcome = Outcome::kImplicitDeny;
  Layer layer = Layer::kNone;
  uint16_t level = 0;
  std::string message;  // the AccessDenied sentence; empty if allowed
  Explanation explanation;

  bool allowed() const { return outcome == Outcome::kAllowed; }
  bool explicitly_denied() const { return outcome == Outcome::kExplicitDeny; }
  bool lacks(Layer where) const { return outcome == Outcome::kImplicitDeny && layer == where; }
  bool denied_by(Layer where) const { return explicitly_denied() && layer == where; }
};

inline constexpr const char* kAllowAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
inline constexpr const char* kAllowNothing =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"none:None","Resource":"*"}})";

// `{"Version":"2012-10-17","Statement":{STATEMENT}}`.
std::string Policy(const std::string& statement);
// A resource-based policy's Allow of everything to a principal, given as JSON.
std::string Grant(const std::string& principal);
// A trust policy's Allow of sts:AssumeRole to a principal, given as JSON.
std::string Trust(const std::string& principal);

// What is not set is absent. Documents are compiled leniently, as session policies' literals are.
struct Scene {
  std::string principal = "arn:aws:iam::111122223333:user/alice";
  std::string action = "s3:GetObject";
  std::string resource = "arn:aws:s3:::bucket/key";
  std::string resource_account = "111122223333";
  std::vector<std::pair<std::string, std::string>> context;
  std::vector<std::pair<std::string, std::vector<std::string>>> lists;

  std::vector<std::string> identity;
  std::optional<std::string> resource_policy;
  std::optional<std::string> trust;
  std::vector<std::string> boundaries;
  std::optional<std::vector<std::string>> session;
  std::vector<std::string> scopes;
  std::vector<std::vector<std::string>> service_control;
  std::vector<std::vector<std::string>> resource_control;
  std::optional<std::string> vpc_endpoint;
  // Changes the request once it is made.
  std::function<void(AuthorizationRequest*)> change;

  Answer Decide() const;
  bool Allows() const { return Decide().allowed(); }
};

using Context = std::vector<std::pair<std::string, std::string>>;
using Lists = std::vector<std::pair<std::string, std::vector<std::string>>>;

// Whether an Allow with this condition (`"StringEquals":{"k":"v"}`) meets the context. Checks that
// a Deny with it bites exactly then, too.
bool Meets(const std::string& condition, const Context& context, const Lists& lists = {});
// Likewise of a Deny alone: where the two differ (malformed ARN literals).
bool DenyMeets(const std::string& condition, const Context& context, const Lists& lists = {});
bool AllowMeets(const std::string& condition, const Context& context, const Lists& lists = {});

// Whether Resource (JSON: string or list) of an Allow matches.
bool ResourceMatches(const std::string& json, const std::string& resource,
                     const Context& context = {});

// The texts that saving a document of a type is refused with; empty if it is taken.
std::string AwsMessage(const std::string& document, PolicyType type);

}  // namespace policy_engine
