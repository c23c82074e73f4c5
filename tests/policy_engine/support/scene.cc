#include "tests/policy_engine/support/scene.h"

#include <gtest/gtest.h>

namespace policy_engine {

namespace {

CompiledPolicyPtr MustCompile(const std::string& text, PolicyType type) {
  auto policy = CompilePolicy(text, type, {.source = "test"});
  EXPECT_TRUE(policy.ok()) << (policy.ok() ? "" : policy.error().ToText()) << text;
  return policy.ok() ? *policy : nullptr;
}

PolicyLayerPtr LayerOf(const std::vector<std::string>& texts, PolicyType type) {
  std::vector<CompiledPolicyPtr> policies;
  for (const std::string& text : texts) {
    CompiledPolicyPtr policy = MustCompile(text, type);
    if (policy != nullptr) policies.push_back(std::move(policy));
  }
  return PolicyLayer::Of(std::move(policies));
}

PolicySet SetOf(const Scene& scene) {
  PolicySet set;
  if (!scene.identity.empty()) set.identity = LayerOf(scene.identity, PolicyType::kIdentity);
  if (scene.resource_policy) {
    set.resource = LayerOf({*scene.resource_policy}, PolicyType::kResource);
  }
  if (scene.trust) set.resource = LayerOf({*scene.trust}, PolicyType::kTrust);
  for (const auto& text : scene.boundaries) {
    set.boundaries.push_back(LayerOf({text}, PolicyType::kBoundary));
  }
  if (scene.session) set.session = LayerOf(*scene.session, PolicyType::kSession);
  for (const auto& text : scene.scopes) {
    set.scopes.push_back(LayerOf({text}, PolicyType::kSession));
  }
  for (const auto& level : scene.service_control) {
    set.service_control.push_back(LayerOf(level, PolicyType::kServiceControl));
  }
  for (const auto& level : scene.resource_control) {
    set.resource_control.push_back(LayerOf(level, PolicyType::kResourceControl));
  }
  if (scene.vpc_endpoint) {
    set.vpc_endpoint = LayerOf({*scene.vpc_endpoint}, PolicyType::kVpcEndpoint);
  }
  return set;
}

Scene OneStatement(const std::string& statement, const Context& context, const Lists& lists) {
  Scene scene;
  scene.identity = {Policy(statement)};
  scene.context = context;
  scene.lists = lists;
  return scene;
}

}  // namespace

std::string Policy(const std::string& statement) {
  return R"({"Version":"2012-10-17","Statement":{)" + statement + "}}";
}

std::string Grant(const std::string& principal) {
  return Policy(R"("Effect":"Allow","Principal":)" + principal + R"(,"Action":"*","Resource":"*")");
}

std::string Trust(const std::string& principal) {
  return Policy(R"("Effect":"Allow","Principal":)" + principal + R"(,"Action":"sts:AssumeRole")");
}

Answer Scene::Decide() const {
  const PolicySet policies = SetOf(*this);
  auto who = ParsePrincipal(principal);
  EXPECT_TRUE(who.ok()) << principal;
  RequestContext keys;
  for (const auto& [key, value] : context) keys.Set(key, value);
  for (const auto& [key, values] : lists) keys.SetList(key, values);
  AuthorizationRequest request(who.ok() ? *who : Principal(), action, resource, std::move(keys));
  request.resource_account = resource_account;
  if (change) change(&request);
  const Decision decision = Evaluate(request, policies);
  Answer answer;
  answer.outcome = decision.outcome;
  answer.layer = decision.layer;
  answer.level = decision.level;
  if (!decision.allowed()) answer.message = DenialMessage(decision, request);
  answer.explanation = Explain(request, policies);
  EXPECT_EQ(answer.explanation.decision.outcome, decision.outcome);
  EXPECT_EQ(answer.explanation.decision.layer, decision.layer);
  EXPECT_EQ(answer.explanation.decision.level, decision.level);
  return answer;
}

bool AllowMeets(const std::string& condition, const Context& context, const Lists& lists) {
  return OneStatement(
             R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{)" + condition + "}",
             context, lists)
      .Allows();
}

bool DenyMeets(const std::string& condition, const Context& context, const Lists& lists) {
  Scene scene =
      OneStatement(R"("Effect":"Deny","Action":"*","Resource":"*","Condition":{)" + condition + "}",
                   context, lists);
  scene.identity.emplace_back(kAllowAll);
  return !scene.Allows();
}

bool Meets(const std::string& condition, const Context& context, const Lists& lists) {
  const bool meets = AllowMeets(condition, context, lists);
  EXPECT_EQ(DenyMeets(condition, context, lists), meets) << condition;
  return meets;
}

bool ResourceMatches(const std::string& json, const std::string& resource, const Context& context) {
  Scene scene = OneStatement(R"("Effect":"Allow","Action":"*","Resource":)" + json, context, {});
  scene.resource = resource;
  return scene.Allows();
}

std::string AwsMessage(const std::string& document, PolicyType type) {
  ParseOptions options;
  options.strictness = type == PolicyType::kSession ? Strictness::kSession : Strictness::kStored;
  options.is_known_vendor = [](std::string_view vendor) { return vendor != "nonesuch"; };
  const auto parsed = ParsePolicy(document, type, options);
  return parsed.ok() ? "" : parsed.error().aws_message();
}

}  // namespace policy_engine
