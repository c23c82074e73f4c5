#include "mockaws/authz/decision_log.h"

#include <gtest/gtest.h>

#include "policy_engine/policy.h"

namespace mockaws {
namespace {

using policy_engine::AuthorizationRequest;
using policy_engine::PolicyLayer;
using policy_engine::Principal;
using policy_engine::PrincipalType;
using policy_engine::RequestContext;

policy_engine::PolicySet SomePolicies() {
  auto compiled = policy_engine::CompilePolicy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
      policy_engine::PolicyType::kIdentity, {.source = "p"});
  EXPECT_TRUE(compiled.ok());
  policy_engine::PolicySet policies;
  policies.identity = PolicyLayer::Of({*std::move(compiled)});
  return policies;
}

Principal SomeRole() {
  Principal principal;
  principal.type = PrincipalType::kRole;
  principal.arn = "arn:aws:sts::111122223333:assumed-role/R/s";
  principal.account = "111122223333";
  principal.unique_id = "AROAEXAMPLE";
  principal.role_arn = "arn:aws:iam::111122223333:role/a/path/R";
  principal.session_name = "s";
  principal.service_names = {"a.amazonaws.com", "b.amazonaws.com"};
  principal.has_permissions_boundary = true;
  return principal;
}

RequestContext SomeContext() {
  RequestContext context;
  context.Set("aws:SourceIp", "192.0.2.1");
  context.Set("aws:PrincipalTag/Team", "");
  context.Set("aws:UserAgent", std::string(300, 'x'));
  context.SetList("aws:TagKeys", {"Team", "a"});
  context.SetList("my:List", {"one"});
  context.SetList("my:EmptyList", {});
  return context;
}

DecisionRecord SomeRecord(const std::string& id) {
  DecisionRecord record;
  record.id = id;
  record.time = Instant(std::chrono::milliseconds(1'772'442'000'123));
  record.operation = "sts:AssumeRole";
  record.principal_type = "AssumedRole";
  record.principal_arn = SomeRole().arn;
  record.principal_account = "111122223333";
  record.is_use = false;
  record.status = 403;
  record.error_code = "AccessDenied";
  record.error_message = "no";
  record.detail = "line 1";
  AuthorizationRequest request(SomeRole(), "S3:GetObject", "arn:aws:s3:::b/k", SomeContext());
  request.resource_account = "444455556666";
  request.resource_rule = policy_engine::ResourceRule::kMustAllow;
  request.resource_in_management_account = true;
  auto policies = SomePolicies();
  const auto decision = policy_engine::Evaluate(request, policies);
  record.judgements.emplace_back(std::move(request), std::move(policies), decision, "told");
  return record;
}

void ExpectSameContext(const RequestContext& a, const RequestContext& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a.At(i).key(), b.At(i).key());
    EXPECT_EQ(a.At(i).multivalued(), b.At(i).multivalued()) << a.At(i).key();
    ASSERT_EQ(a.At(i).size(), b.At(i).size()) << a.At(i).key();
    for (uint32_t value = 0; value < a.At(i).size(); ++value) {
      EXPECT_EQ(a.At(i).value(value), b.At(i).value(value));
      EXPECT_EQ(a.At(i).address(value) == nullptr, b.At(i).address(value) == nullptr);
    }
  }
}

TEST(DecisionLog, GivesBackEachRecordWhole) {
  DecisionLog log;
  const DecisionRecord made = SomeRecord(log.NewId());
  log.Add(made);
  const DecisionRecordPtr found = log.Find(made.id);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->id, made.id);
  EXPECT_EQ(found->time, made.time);
  EXPECT_EQ(found->operation, made.operation);
  EXPECT_EQ(found->principal_type, made.principal_type);
  EXPECT_EQ(found->principal_arn, made.principal_arn);
  EXPECT_EQ(found->principal_account, made.principal_account);
  EXPECT_EQ(found->is_use, made.is_use);
  EXPECT_EQ(found->status, made.status);
  EXPECT_EQ(found->error_code, made.error_code);
  EXPECT_EQ(found->error_message, made.error_message);
  EXPECT_EQ(found->detail, made.detail);
}

TEST(DecisionLog, GivesBackWhatWasJudgedSoThatItDecidesAlike) {
  DecisionLog log;
  const DecisionRecord made = SomeRecord(log.NewId());
  log.Add(made);
  const DecisionRecordPtr found = log.Find(made.id);
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->judgements.size(), 1u);
  const Judgement& a = made.judgements[0];
  const Judgement& b = found->judgements[0];
  EXPECT_EQ(b.message, "told");
  EXPECT_EQ(b.decision.outcome, a.decision.outcome);
  EXPECT_EQ(b.policies.identity, a.policies.identity);
  EXPECT_EQ(b.request.action.text(), "S3:GetObject");
  EXPECT_EQ(b.request.resource.text(), "arn:aws:s3:::b/k");
  EXPECT_EQ(b.request.resource_account, "444455556666");
  EXPECT_EQ(b.request.resource_rule, policy_engine::ResourceRule::kMustAllow);
  EXPECT_FALSE(b.request.principal_in_management_account);
  EXPECT_TRUE(b.request.resource_in_management_account);
  EXPECT_EQ(b.request.principal.type, PrincipalType::kRole);
  EXPECT_EQ(b.request.principal.role_arn, a.request.principal.role_arn);
  EXPECT_EQ(b.request.principal.unique_id, a.request.principal.unique_id);
  EXPECT_EQ(b.request.principal.session_name, "s");
  EXPECT_EQ(b.request.principal.service_names, a.request.principal.service_names);
  EXPECT_TRUE(b.request.principal.has_permissions_boundary);
  ExpectSameContext(b.request.context, a.request.context);
  EXPECT_EQ(policy_engine::Evaluate(b.request, b.policies).outcome, a.decision.outcome);
}

TEST(DecisionLog, KeepsTheNewestAndGivesThemNewestFirst) {
  DecisionLog log(3);
  EXPECT_TRUE(log.Newest(5).empty());
  for (int i = 1; i <= 7; ++i) log.Add(SomeRecord("d-" + std::to_string(i)));
  const auto newest = log.Newest(5);
  ASSERT_EQ(newest.size(), 3u);
  EXPECT_EQ(newest[0]->id, "d-7");
  EXPECT_EQ(newest[1]->id, "d-6");
  EXPECT_EQ(newest[2]->id, "d-5");
  EXPECT_EQ(log.Newest(1).size(), 1u);
  EXPECT_EQ(log.Find("d-4"), nullptr);
  EXPECT_NE(log.Find("d-5"), nullptr);
  log.Clear();
  EXPECT_TRUE(log.Newest(5).empty());
  log.Add(SomeRecord("d-8"));
  EXPECT_EQ(log.Newest(5).size(), 1u);
}

TEST(DecisionLog, CountsItsIdsUpFromOne) {
  DecisionLog log;
  EXPECT_EQ(log.NewId(), "d-000000000001");
  EXPECT_EQ(log.NewId(), "d-000000000002");
}

}  // namespace
}  // namespace mockaws
