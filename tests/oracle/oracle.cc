#include "tests/oracle/oracle.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/oracle/arn.h"
#include "tests/oracle/case.h"
#include "tests/oracle/statement.h"

namespace oracle {
namespace {

using policy_engine::Json;
using Kind = Caller::Kind;

struct Answer {
  bool denies = false;
  bool allows = false;
  Named named;  // together, how the allowing statements name the caller
};

void Add(const Named& more, Named& named) {
  named.everyone |= more.everyone;
  named.account |= more.account;
  named.user |= more.user;
  named.role |= more.role;
  named.session |= more.session;
  named.federated |= more.federated;
  named.name |= more.name;
  named.excluded |= more.excluded;
}

// Whether statements say whom they are for; and where they do, whether an identity provider must be
// named, `*` letting none in.
enum class Principals { kNone, kStated, kNamed };

// What the union says to the request.
Answer Ask(const Union& documents, const Request& request, Principals principals) {
  Answer answer;
  for (const Json* document : documents) {
    for (const Json* statement : StatementsOf(*document)) {
      Named named = principals != Principals::kNone ? NamedBy(*statement, request.caller) : Named();
      if (principals == Principals::kNamed && request.caller.kind == Kind::kProvider &&
          EffectOf(*statement) == Effect::kAllow) {
        named.everyone = false;
      }
      if (principals != Principals::kNone && !named.any()) continue;
      if (!StatementMatches(*statement, request.action, request.resource, request.context,
                            HasVariables(*document))) {
        continue;
      }
      if (EffectOf(*statement) == Effect::kDeny) {
        answer.denies = true;
      } else {
        answer.allows = true;
        Add(named, answer.named);
      }
    }
  }
  return answer;
}

// Unions that must all allow, such as the levels of an organization.
Answer AskAll(const std::vector<Union>& unions, const Request& request, Principals principals) {
  Answer answer;
  answer.allows = true;
  for (const Union& documents : unions) {
    const Answer one = Ask(documents, request, principals);
    answer.denies |= one.denies;
    answer.allows &= one.allows;
  }
  return answer;
}

// ------------------------------------------------------------------------------ which rules

enum class Rule { kUsual, kMustAllow, kTrust, kNotJudged };

Rule RuleOf(const Json& request_json, const Request& request) {
  if (const Json* given = request_json.Find("resourceRule")) {
    const std::string& name = given->AsString();
    if (name == "usual") return Rule::kUsual;
    if (name == "mustAllow") return Rule::kMustAllow;
    if (name == "assumeRole") return Rule::kTrust;
    return Rule::kNotJudged;
  }
  constexpr std::array kTrusting = {
      "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
      "sts:tagsession", "sts:setsourceidentity",  "sts:setcontext"};
  if (std::find(kTrusting.begin(), kTrusting.end(), request.action) != kTrusting.end()) {
    return Rule::kTrust;
  }
  if (request.action == "sts:assumeroot") return Rule::kNotJudged;
  const bool key =
      ArnField(request.resource, 2) == "kms" && ArnField(request.resource, 5).starts_with("key/");
  return request.service == "kms" && key ? Rule::kMustAllow : Rule::kUsual;
}

bool ServiceControlApplies(const Request& request) {
  const Caller& caller = request.caller;
  return (caller.HasIdentitySide() || caller.kind == Kind::kRoot) && !caller.service_linked &&
         !request.caller_in_management_account;
}

bool ServiceHasResourceControl(std::string_view service) {
  constexpr std::array<std::string_view, 62> kServices = {"s3",
                                                          "sts",
                                                          "kms",
                                                          "sqs",
                                                          "secretsmanager",
                                                          "ecr",
                                                          "aoss",
                                                          "cognito-idp",
                                                          "cognito-identity",
                                                          "logs",
                                                          "dynamodb",
                                                          "appconfig",
                                                          "appstream",
                                                          "autoscaling",
                                                          "autoscaling-plans",
                                                          "budgets",
                                                          "clouddirectory",
                                                          "cloudfront",
                                                          "cloudsearch",
                                                          "cloudtrail-data",
                                                          "codeartifact",
                                                          "codebuild",
                                                          "codecommit",
                                                          "codepipeline",
                                                          "comprehend",
                                                          "comprehendmedical",
                                                          "compute-optimizer",
                                                          "cost-optimization-hub",
                                                          "dax",
                                                          "dsql",
                                                          "ecr-public",
                                                          "events",
                                                          "firehose",
                                                          "fis",
                                                          "fms",
                                                          "gamelift",
                                                          "health",
                                                          "inspector-scan",
                                                          "kendra",
                                                          "kinesisvideo",
                                                          "memorydb",
                                                          "networkmonitor",
                                                          "notifications",
                                                          "opensearch",
                                                          "pca-connector-ad",
                                                          "personalize",
                                                          "polly",
                                                          "pricing",
                                                          "resource-groups",
                                                          "rolesanywhere",
                                                          "servicediscovery",
                                                          "signin",
                                                          "support",
                                                          "swf",
                                                          "textract",
                                                          "timestream-influxdb",
                                                          "transcribe",
                                                          "transfer",
                                                          "translate",
                                                          "wafv2",
                                                          "workspaces",
                                                          "xray"};
  return std::find(kServices.begin(), kServices.end(), service) != kServices.end();
}

bool ResourceControlApplies(const Request& request) {
  if (request.caller.service_linked || request.resource_in_management_account) return false;
  if (request.action == "kms:retiregrant") return false;
  if (request.resource == "*" && !request.rcp_without_resource) return false;
  return ServiceHasResourceControl(request.service);
}

// ------------------------------------------------------------------------------ the caller's side

// What an Allow of the resource's policy lifts of the caller's side, in one account.
struct Lifted {
  bool identity = false;
  bool boundary = false;
  bool session = false;
};

Lifted LiftedBy(const Named& named, const Caller& caller, Rule rule) {
  Lifted lifted;
  const bool everyone = named.everyone && caller.kind != Kind::kFederatedUser;
  const bool own_arn = named.session || named.federated;
  const bool user_arn = named.user && caller.kind == Kind::kUser;
  lifted.identity = everyone || own_arn || named.user || named.role;
  if (rule != Rule::kTrust) {
    lifted.boundary = everyone || own_arn || user_arn;
    lifted.session = everyone || own_arn;
  }
  return lifted;
}

struct CallerSide {
  Answer identity;
  Answer boundary;
  Answer session;
  Answer scope;
};

CallerSide AskCallerSide(const Json& eval_case, const Request& request) {
  CallerSide side;
  const Caller& caller = request.caller;
  const bool root = caller.kind == Kind::kRoot;
  if (!caller.HasIdentitySide() && !root) return side;
  if (!root) {
    side.identity =
        Ask(UnionAt(eval_case, "identityPolicies").value_or(Union()), request, Principals::kNone);
    side.boundary = AskAll(EachAt(eval_case, "permissionsBoundary"), request, Principals::kNone);
  }
  const auto session = UnionAt(eval_case, "sessionPolicies");
  if (session) side.session = Ask(*session, request, Principals::kNone);
  // A federated user without a session policy may nothing by itself.
  if (!session) side.session.allows = caller.kind != Kind::kFederatedUser;
  side.scope = AskAll(EachAt(eval_case, "scopePolicies"), request, Principals::kNone);
  return side;
}

// The first of the caller's own policy types that stops the call, or "".
std::string StoppedBy(const CallerSide& side, const Lifted& lifted, bool root) {
  if (root) return "";
  if (!side.identity.allows && !lifted.identity) return "identity-policy";
  if (!side.boundary.allows && !lifted.boundary) return "permissions-boundary";
  if (!side.session.allows && !lifted.session) return "session-policy";
  if (!side.scope.allows && !lifted.session) return "scope-policy";
  return "";
}

// ------------------------------------------------------------------------------ the whole

struct Answers {
  Answer resource_control;
  Answer service_control;
  Answer vpc_endpoint;
  Answer resource;
  CallerSide caller;
};

Answers AskEverything(const Json& eval_case, const Request& request, Rule rule) {
  Answers answers;
  answers.resource_control.allows = true;
  if (ResourceControlApplies(request)) {
    answers.resource_control =
        AskAll(LevelsAt(eval_case, "resourceControlPolicies"), request, Principals::kStated);
    // RCPFullAWSAccess is attached at every level and can't be detached.
    answers.resource_control.allows = true;
  }
  answers.service_control.allows = true;
  if (ServiceControlApplies(request)) {
    answers.service_control =
        AskAll(LevelsAt(eval_case, "serviceControlPolicies"), request, Principals::kNone);
  }
  answers.vpc_endpoint.allows = true;
  if (const auto endpoint = UnionAt(eval_case, "vpcEndpointPolicies")) {
    answers.vpc_endpoint = Ask(*endpoint, request, Principals::kStated);
  }
  if (rule != Rule::kNotJudged) {
    answers.resource =
        Ask(UnionAt(eval_case, "resourcePolicy").value_or(Union()), request, Principals::kNamed);
  }
  answers.caller = AskCallerSide(eval_case, request);
  return answers;
}

std::optional<Verdict> ExplicitDeny(const Answers& answers, const std::string& resource_type) {
  const auto denied = [](const std::string& by) { return Verdict{"explicitDeny", by}; };
  if (answers.resource_control.denies) return denied("resource-control-policy");
  if (answers.service_control.denies) return denied("service-control-policy");
  if (answers.vpc_endpoint.denies) return denied("vpc-endpoint-policy");
  if (answers.resource.denies) return denied(resource_type);
  if (answers.caller.identity.denies) return denied("identity-policy");
  if (answers.caller.boundary.denies) return denied("permissions-boundary");
  if (answers.caller.session.denies) return denied("session-policy");
  if (answers.caller.scope.denies) return denied("scope-policy");
  return std::nullopt;
}

// Callers with policies of their own: users, roles, federated users, root.
Verdict DecideForIdentity(const Answers& answers, const Request& request, Rule rule,
                          const std::string& resource_type) {
  const Caller& caller = request.caller;
  const bool root = caller.kind == Kind::kRoot;
  const bool same_account =
      request.resource_account.empty() || request.resource_account == caller.account;
  const bool granted = answers.resource.allows;
  const bool must_allow_alone = rule == Rule::kMustAllow || rule == Rule::kTrust;
  if (root && request.action == "sts:assumerole") return {"implicitDeny", resource_type};
  if (must_allow_alone && !granted) return {"implicitDeny", resource_type};
  Lifted lifted;
  if (same_account && granted) lifted = LiftedBy(answers.resource.named, caller, rule);
  const std::string stopped = StoppedBy(answers.caller, lifted, root);
  if (!stopped.empty()) return {"implicitDeny", stopped};
  const bool both_sides = !same_account && rule != Rule::kNotJudged;
  if (both_sides && !granted) return {"implicitDeny", resource_type};
  if (StoppedBy(answers.caller, Lifted(), root).empty() && !root) {
    return {"allowed", "identity-policy"};
  }
  return {"allowed", granted ? resource_type : "none"};
}

Verdict DecideRequest(const Json& eval_case, const Request& request, Rule rule) {
  const Caller& caller = request.caller;
  const bool signs = caller.HasIdentitySide() || caller.kind == Kind::kRoot;
  // Needs no permission, and a deny of it has no effect.
  if (signs && request.action == "sts:getcalleridentity") return {"allowed", "none"};
  const std::string resource_type = rule == Rule::kTrust ? "trust-policy" : "resource-policy";
  const Answers answers = AskEverything(eval_case, request, rule);
  if (const auto denied = ExplicitDeny(answers, resource_type)) return *denied;
  if (signs && request.action == "sts:getsessiontoken") return {"allowed", "none"};
  if (!answers.resource_control.allows) return {"implicitDeny", "resource-control-policy"};
  if (!answers.service_control.allows) return {"implicitDeny", "service-control-policy"};
  if (!answers.vpc_endpoint.allows) return {"implicitDeny", "vpc-endpoint-policy"};
  if (signs) {
    return DecideForIdentity(answers, request, rule, resource_type);
  }
  return {answers.resource.allows ? "allowed" : "implicitDeny", resource_type};
}

}  // namespace

Verdict Decide(const Json& eval_case) {
  const Request request = ReadRequest(eval_case);
  return DecideRequest(eval_case, request, RuleOf(*eval_case.Find("request"), request));
}

}  // namespace oracle
