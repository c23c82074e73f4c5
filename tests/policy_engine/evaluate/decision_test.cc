// How the policy types act together.
#include <gtest/gtest.h>

#include "tests/policy_engine/support/scene.h"

namespace policy_engine {
namespace {

const char* const kUser = "arn:aws:iam::111122223333:user/alice";
const char* const kSession = "arn:aws:sts::111122223333:assumed-role/app/s1";
const char* const kFederated = "arn:aws:sts::111122223333:federated-user/bob";
const char* const kRoot = "arn:aws:iam::111122223333:root";

std::string Aws(const std::string& arn) { return R"({"AWS":")" + arn + "\"}"; }

std::string DenyAll(bool principal) {
  return Policy(std::string(principal ? R"("Principal":"*",)" : "") +
                R"("Effect":"Deny","Action":"*","Resource":"*")");
}

// Everything allows, in every layer.
Scene Everything() {
  Scene scene;
  scene.principal = kSession;
  scene.identity = {kAllowAll};
  scene.resource_policy = Grant(R"("*")");
  scene.boundaries = {kAllowAll};
  scene.session = {{kAllowAll}};
  scene.scopes = {kAllowAll};
  scene.service_control = {{kAllowAll}, {kAllowAll}};
  scene.resource_control = {{Grant(R"("*")")}, {Grant(R"("*")")}};
  scene.vpc_endpoint = Grant(R"("*")");
  return scene;
}

TEST(Decision, ExplicitDenyOfAnyPolicyTypeBeatsEveryAllow) {
  EXPECT_TRUE(Everything().Allows());
  Scene scene = Everything();
  scene.identity.push_back(DenyAll(false));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kIdentity));
  scene = Everything();
  scene.resource_policy = DenyAll(true);
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResource));
  scene = Everything();
  scene.boundaries.push_back(DenyAll(false));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kBoundary));
  scene = Everything();
  scene.session->push_back(DenyAll(false));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kSession));
  scene = Everything();
  scene.scopes.push_back(DenyAll(false));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kScope));
  scene = Everything();
  scene.service_control[1].push_back(DenyAll(false));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kServiceControl));
  EXPECT_EQ(scene.Decide().level, 1);
  scene = Everything();
  scene.resource_control[0].push_back(DenyAll(true));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
  scene = Everything();
  scene.vpc_endpoint = DenyAll(true);
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kVpcEndpoint));
}

TEST(Decision, NothingIsAllowedWithoutAnAllow) {
  EXPECT_TRUE(Scene().Decide().lacks(Layer::kIdentity));
}

TEST(Decision, ImplicitDeniesSpeakInTheOrderOfTheReasoning) {
  Scene scene;
  scene.principal = kSession;
  scene.identity = {kAllowNothing};
  scene.boundaries = {kAllowNothing};
  scene.session = {{kAllowNothing}};
  scene.service_control = {{kAllowNothing}};
  scene.resource_control = {
      {Policy(R"("Effect":"Allow","Principal":"*","Action":"none:None","Resource":"*")")}};
  scene.vpc_endpoint =
      Policy(R"("Effect":"Allow","Principal":"*","Action":"none:None","Resource":"*")");
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResourceControl));
  scene.resource_control.clear();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kServiceControl));
  scene.service_control.clear();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kVpcEndpoint));
  scene.vpc_endpoint.reset();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
  scene.boundaries.clear();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
}

// ------------------------------------------------------------------ one account

// A caller with or without each part of its own side, before a resource policy.
Scene Before(const std::string& principal, const std::string& grant) {
  Scene scene;
  scene.principal = principal;
  scene.resource_policy = Grant(grant);
  return scene;
}

TEST(SameAccount, EitherTheResourcePolicyOrTheIdentitySideAllows) {
  Scene scene;
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
  EXPECT_TRUE(Before(kUser, Aws(kUser)).Allows());
}

TEST(SameAccount, TheAccountPrincipalOnlyDelegates) {
  for (const char* grant :
       {R"({"AWS":"111122223333"})", R"({"AWS":"arn:aws:iam::111122223333:root"})"}) {
    for (const char* caller : {kUser, kSession, kFederated}) {
      EXPECT_TRUE(Before(caller, grant).Decide().lacks(Layer::kIdentity)) << caller;
    }
    EXPECT_TRUE(Before(kRoot, grant).Allows());
  }
}

TEST(SameAccount, NamingTheUserLiftsIdentityAndBoundary) {
  Scene scene = Before(kUser, Aws(kUser));
  scene.boundaries = {kAllowNothing};
  EXPECT_TRUE(scene.Allows());
}

TEST(SameAccount, NamingTheRoleLiftsIdentityOnly) {
  Scene scene = Before(kSession, Aws("arn:aws:iam::111122223333:role/app"));
  EXPECT_TRUE(scene.Allows());
  scene.boundaries = {kAllowNothing};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
  scene.boundaries.clear();
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
}

TEST(SameAccount, NamingTheSessionLiftsEverything) {
  Scene scene = Before(kSession, Aws(kSession));
  scene.boundaries = {kAllowNothing};
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Allows());
}

TEST(SameAccount, EveryoneLiftsEverythingOfUsersAndRoleSessions) {
  for (const char* everyone : {R"("*")", R"({"AWS":"*"})"}) {
    for (const char* caller : {kUser, kSession}) {
      Scene scene = Before(caller, everyone);
      scene.boundaries = {kAllowNothing};
      if (caller == kSession) scene.session = {{kAllowNothing}};
      EXPECT_TRUE(scene.Allows()) << caller;
    }
  }
}

TEST(SameAccount, EveryoneWithAConditionOnTheRoleGrantsMoreThanNamingIt) {
  Scene scene;
  scene.principal = kSession;
  scene.context = {{"aws:PrincipalArn", "arn:aws:iam::111122223333:role/app"}};
  scene.boundaries = {kAllowNothing};
  scene.resource_policy = Policy(
      R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":
         {"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}})");
  EXPECT_TRUE(scene.Allows());
  scene.resource_policy = Grant(Aws("arn:aws:iam::111122223333:role/app"));
  EXPECT_FALSE(scene.Allows());
}

TEST(SameAccount, TheMostGenerousOfSeveralAllowsCounts) {
  Scene scene = Before(kSession, Aws("arn:aws:iam::111122223333:role/app"));
  scene.session = {{kAllowNothing}};
  scene.resource_policy = Grant(R"({"AWS":["111122223333","arn:aws:iam::111122223333:role/app",)"
                                R"("arn:aws:sts::111122223333:assumed-role/app/s1"]})");
  EXPECT_TRUE(scene.Allows());
}

TEST(FederatedUser, NamedItselfNeedsNothingElse) {
  Scene scene = Before(kFederated, Aws(kFederated));
  scene.boundaries = {kAllowNothing};
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Allows());
  scene.session.reset();
  EXPECT_TRUE(scene.Allows());
}

TEST(FederatedUser, NamedByItsUserStillNeedsBoundaryAndSessionPolicy) {
  Scene scene = Before(kFederated, Aws(kUser));
  scene.change = [](AuthorizationRequest* request) {
    request->principal.federating_user_arn = kUser;
  };
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
  scene.session = {{kAllowAll}};
  EXPECT_TRUE(scene.Allows());
  scene.boundaries = {kAllowNothing};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
}

TEST(FederatedUser, NamedByEveryoneGetsNothingLifted) {
  EXPECT_TRUE(Before(kFederated, R"("*")").Decide().lacks(Layer::kIdentity));
}

TEST(FederatedUser, WithoutASessionPolicyHasNoPermissionOfItsOwn) {
  Scene scene;
  scene.principal = kFederated;
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
  scene.session = {{kAllowAll}};
  EXPECT_TRUE(scene.Allows());
}

TEST(Boundary, GrantsNothingAndLimitsTheIdentitySide) {
  Scene scene;
  scene.boundaries = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
  scene.boundaries.emplace_back(kAllowNothing);
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
}

TEST(SessionPolicy, IsAUnionIntersectedWithTheRest) {
  Scene scene;
  scene.principal = kSession;
  scene.identity = {kAllowAll};
  scene.session = {{kAllowNothing, kAllowAll}};
  EXPECT_TRUE(scene.Allows());
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
  scene.identity = {kAllowNothing};
  scene.session = {{kAllowAll}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
}

TEST(ScopePolicy, EveryLayerMustAllowAndIsNamedByItsNumber) {
  Scene scene;
  scene.principal = kSession;
  scene.identity = {kAllowAll};
  scene.scopes = {kAllowAll, kAllowNothing, kAllowAll};
  const Answer answer = scene.Decide();
  EXPECT_TRUE(answer.lacks(Layer::kScope));
  EXPECT_EQ(answer.level, 1);
  scene.scopes = {kAllowAll, kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

// ------------------------------------------------------------------ across accounts

Scene Across(const std::string& principal, const std::string& grant) {
  Scene scene = Before(principal, grant);
  scene.resource_account = "444455556666";
  return scene;
}

TEST(CrossAccount, BothSidesMustAllow) {
  Scene scene = Across(kUser, Aws(kUser));
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
  scene.resource_policy.reset();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
}

TEST(CrossAccount, DelegationToTheAccountIsEnoughForTheResourcesSide) {
  Scene scene = Across(kSession, R"({"AWS":"111122223333"})");
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

TEST(CrossAccount, NamingTheCallerLiftsNothing) {
  for (const char* grant :
       {R"("*")", R"({"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"})"}) {
    Scene scene = Across(kSession, grant);
    scene.identity = {kAllowAll};
    scene.session = {{kAllowNothing}};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kSession)) << grant;
    scene.session.reset();
    scene.boundaries = {kAllowNothing};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary)) << grant;
  }
}

TEST(CrossAccount, AnExplicitDenyOnEitherSideDenies) {
  Scene scene = Across(kUser, Aws(kUser));
  scene.identity = {kAllowAll, DenyAll(false)};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kIdentity));
  scene.identity = {kAllowAll};
  scene.resource_policy = DenyAll(true);
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResource));
}

// ------------------------------------------------------------------ organizations

TEST(ServiceControl, EveryLevelMustAllow) {
  Scene scene;
  scene.identity = {kAllowAll};
  scene.service_control = {{kAllowAll}, {kAllowNothing, kAllowAll}, {kAllowAll}};
  EXPECT_TRUE(scene.Allows());
  scene.service_control[1] = {kAllowNothing};
  const Answer answer = scene.Decide();
  EXPECT_TRUE(answer.lacks(Layer::kServiceControl));
  EXPECT_EQ(answer.level, 1);
}

TEST(ServiceControl, GrantsNothing) {
  Scene scene;
  scene.service_control = {{kAllowAll}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
}

TEST(ServiceControl, BindsRootOfMemberAccounts) {
  Scene scene;
  scene.principal = kRoot;
  scene.service_control = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kServiceControl));
}

TEST(ServiceControl, LimitsResourcePoliciesGrantsToItsAccountsPrincipals) {
  Scene scene = Before(kUser, Aws(kUser));
  scene.service_control = {{kAllowNothing}};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kServiceControl));
}

TEST(ServiceControl, SparesManagementAccountServiceLinkedRolesAndServices) {
  Scene scene;
  scene.identity = {kAllowAll};
  scene.service_control = {{DenyAll(false)}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kServiceControl));
  scene.change = [](AuthorizationRequest* request) {
    request->principal_in_management_account = true;
  };
  EXPECT_TRUE(scene.Allows());
  scene.change = nullptr;
  scene.principal = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/X";
  EXPECT_TRUE(scene.Allows());
  scene.principal = "ec2.amazonaws.com";
  scene.resource_policy = Grant(R"({"Service":"ec2.amazonaws.com"})");
  EXPECT_TRUE(scene.Allows());
}

Scene UnderResourceControl() {
  Scene scene;
  scene.identity = {kAllowAll};
  scene.resource_control = {{Grant(R"("*")")}, {DenyAll(true)}};
  return scene;
}

TEST(ResourceControl, DeniesEveryCallerRootAndOutsidersToo) {
  EXPECT_TRUE(UnderResourceControl().Decide().denied_by(Layer::kResourceControl));
  Scene scene = UnderResourceControl();
  scene.principal = kRoot;
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
  scene = UnderResourceControl();
  scene.principal = "anonymous";
  scene.resource_policy = Grant(R"("*")");
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
  scene = UnderResourceControl();
  scene.principal = "arn:aws:iam::999988887777:user/outsider";
  scene.resource_policy = Grant(R"("*")");
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(ResourceControl, SparesServiceLinkedRoles) {
  Scene scene = UnderResourceControl();
  scene.principal = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/X";
  EXPECT_TRUE(scene.Allows());
}

TEST(ResourceControl, SparesResourcesOfTheManagementAccountNotItsPrincipals) {
  Scene scene = UnderResourceControl();
  scene.change = [](AuthorizationRequest* request) {
    request->resource_in_management_account = true;
  };
  EXPECT_TRUE(scene.Allows());
  scene.change = [](AuthorizationRequest* request) {
    request->principal_in_management_account = true;
  };
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(ResourceControl, ReachesOnlyServicesThatSupportIt) {
  Scene scene = UnderResourceControl();
  for (const char* action :
       {"sqs:SendMessage", "kms:Decrypt", "s3:GetObject", "dynamodb:GetItem"}) {
    scene.action = action;
    EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl)) << action;
  }
  for (const char* action : {"iam:GetUser", "ec2:RunInstances", "kms:RetireGrant"}) {
    scene.action = action;
    EXPECT_TRUE(scene.Allows()) << action;
  }
}

TEST(ResourceControl, BindsAssumeRole) {
  Scene scene = UnderResourceControl();
  scene.action = "sts:AssumeRole";
  scene.resource = "arn:aws:iam::111122223333:role/x";
  scene.trust = Trust(Aws(kUser));
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(ResourceControl, LeavesCallsWithoutAResourceByDefault) {
  Scene scene = UnderResourceControl();
  scene.action = "sqs:ListQueues";
  scene.resource = "*";
  EXPECT_TRUE(scene.Allows());
  scene.change = [](AuthorizationRequest* request) {
    request->rcp_judges_calls_without_resource = true;
  };
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResourceControl));
}

TEST(ResourceControl, CoversSixtyTwoServices) {
  for (const char* service : {"s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss",
                              "cognito-idp", "logs", "dynamodb", "xray", "appconfig", "events"}) {
    EXPECT_TRUE(ServiceSupportsResourceControl(service)) << service;
  }
  for (const char* service : {"iam", "ec2", "lambda", "S3", ""}) {
    EXPECT_FALSE(ServiceSupportsResourceControl(service)) << service;
  }
}

TEST(VpcEndpoint, MustAllowAndGrantsNothing) {
  Scene scene;
  scene.vpc_endpoint = Grant(R"("*")");
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
  scene.vpc_endpoint = Grant(Aws("arn:aws:iam::111122223333:user/other"));
  EXPECT_TRUE(scene.Decide().lacks(Layer::kVpcEndpoint));
}

// ------------------------------------------------------------------ trust and key policies

Scene Assume(const std::string& principal, const std::string& grant) {
  Scene scene;
  scene.principal = principal;
  scene.action = "sts:AssumeRole";
  scene.resource = "arn:aws:iam::111122223333:role/target";
  scene.trust = Trust(grant);
  return scene;
}

TEST(AssumeRole, IdentityPoliciesAloneNeverSuffice) {
  Scene scene = Assume(kUser, Aws("arn:aws:iam::111122223333:user/other"));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
}

TEST(AssumeRole, TrustInTheAccountNeedsAnIdentityPolicy) {
  Scene scene = Assume(kUser, R"({"AWS":"111122223333"})");
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
  scene.boundaries = {kAllowNothing};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
}

TEST(AssumeRole, TrustInTheCallerNeedsNoIdentityPolicy) {
  EXPECT_TRUE(Assume(kUser, Aws(kUser)).Allows());
  EXPECT_TRUE(Assume(kUser, R"({"AWS":"*"})").Allows());
  EXPECT_TRUE(Assume(kSession, Aws("arn:aws:iam::111122223333:role/app")).Allows());
  EXPECT_TRUE(Assume(kSession, Aws(kSession)).Allows());
}

TEST(AssumeRole, TheBoundaryBitesEvenWhereTheUserIsNamed) {
  Scene scene = Assume(kUser, Aws(kUser));
  scene.boundaries = {kAllowNothing};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
}

TEST(AssumeRole, BoundaryAndSessionPolicyBiteUnderSessionArnAndEveryone) {
  for (const std::string& grant : {Aws(kSession), std::string(R"({"AWS":"*"})")}) {
    Scene scene = Assume(kSession, grant);
    scene.boundaries = {kAllowNothing};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary)) << grant;
    scene.boundaries.clear();
    scene.session = {{kAllowNothing}};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kSession)) << grant;
  }
}

TEST(AssumeRole, ARoleDoesNotTrustItself) {
  Scene scene = Assume(kSession, Aws("arn:aws:iam::111122223333:user/other"));
  scene.resource = "arn:aws:iam::111122223333:role/app";
  scene.identity = {kAllowAll};
  EXPECT_FALSE(scene.Allows());
  scene.trust = Trust(Aws("arn:aws:iam::111122223333:role/app"));
  EXPECT_TRUE(scene.Allows());
}

TEST(AssumeRole, RootCannot) {
  Scene scene = Assume(kRoot, R"({"AWS":"111122223333"})");
  EXPECT_FALSE(scene.Allows());
}

TEST(AssumeRole, TagSessionAndSourceIdentityFollowTheSameTwoSidedRule) {
  for (const char* action : {"sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"}) {
    Scene scene = Assume(kUser, R"({"AWS":"111122223333"})");
    scene.action = action;
    scene.identity = {kAllowAll};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kResource)) << action;
    scene.trust = Policy(R"("Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":")" +
                         std::string(action) + "\"");
    EXPECT_TRUE(scene.Allows()) << action;
    scene.identity = {kAllowNothing};
    EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity)) << action;
  }
}

TEST(AssumeRole, AcrossAccountsNeedsBothSides) {
  Scene scene = Assume(kUser, Aws(kUser));
  scene.resource = "arn:aws:iam::444455556666:role/target";
  scene.resource_account = "444455556666";
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

TEST(AssumeRole, ExternalIdIsAConditionOfTheTrustPolicy) {
  Scene scene = Assume(kUser, Aws(kUser));
  scene.trust = Policy(R"("Effect":"Allow","Principal":{"AWS":"111122223333"},
      "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"e-1"}})");
  scene.identity = {kAllowAll};
  EXPECT_FALSE(scene.Allows());
  scene.context = {{"sts:ExternalId", "e-2"}};
  EXPECT_FALSE(scene.Allows());
  scene.context = {{"sts:ExternalId", "e-1"}};
  EXPECT_TRUE(scene.Allows());
  // Sent but not asked for, it is ignored.
  scene.trust = Trust(Aws(kUser));
  EXPECT_TRUE(scene.Allows());
}

TEST(AssumeRole, ProvidersAreJudgedByTheTrustPolicyAlone) {
  const std::pair<const char*, const char*> callers[] = {
      {"arn:aws:iam::111122223333:saml-provider/idp", "sts:AssumeRoleWithSAML"},
      {"arn:aws:iam::111122223333:oidc-provider/token.example.com",
       "sts:AssumeRoleWithWebIdentity"},
      {"accounts.google.com", "sts:AssumeRoleWithWebIdentity"}};
  for (const auto& [provider, action] : callers) {
    Scene scene = Assume(provider, Aws(kUser));
    scene.action = action;
    EXPECT_TRUE(scene.Decide().lacks(Layer::kResource)) << provider;
    scene.trust = Policy(R"("Effect":"Allow","Principal":{"AWS":"*"},"Action":")" +
                         std::string(action) + "\"");
    EXPECT_TRUE(scene.Decide().lacks(Layer::kResource)) << provider;
    scene.trust = Policy(R"("Effect":"Allow","Principal":{"Federated":")" + std::string(provider) +
                         R"("},"Action":")" + action + "\"");
    EXPECT_TRUE(scene.Allows()) << provider;
  }
}

TEST(AssumeRoot, NeedsNoTrustPolicyOnlyTheCallersOwnAllow) {
  Scene scene;
  scene.action = "sts:AssumeRoot";
  scene.resource = "arn:aws:iam::444455556666:root";
  scene.resource_account = "444455556666";
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Allows());
}

TEST(KeyPolicy, MustAllowInOneAccountToo) {
  Scene scene;
  scene.action = "kms:Decrypt";
  scene.resource = "arn:aws:kms:eu-west-1:111122223333:key/1";
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
  scene.resource_policy = Grant(R"({"AWS":"111122223333"})");
  EXPECT_TRUE(scene.Allows());
  scene.identity = {kAllowNothing};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
  scene.resource_policy = Grant(Aws(kUser));
  EXPECT_TRUE(scene.Allows());
}

// A grant of a KMS key stands in the request's policies as an Allow of the key policy to the
// grantee.
TEST(KeyGrant, ActsAsAnAllowOfTheKeyPolicyToItsGrantee) {
  Scene scene;
  scene.principal = kSession;
  scene.action = "kms:Decrypt";
  scene.resource = "arn:aws:kms:eu-west-1:111122223333:key/1";
  scene.resource_policy = Grant(Aws(kSession));
  scene.boundaries = {kAllowNothing};
  scene.session = {{kAllowNothing}};
  EXPECT_TRUE(scene.Allows());
  scene.resource_policy = Grant(Aws("arn:aws:iam::111122223333:role/app"));
  EXPECT_TRUE(scene.Decide().lacks(Layer::kBoundary));
  scene.boundaries.clear();
  EXPECT_TRUE(scene.Decide().lacks(Layer::kSession));
  scene.session.reset();
  EXPECT_TRUE(scene.Allows());
  scene.resource_account = "444455556666";
  EXPECT_TRUE(scene.Decide().lacks(Layer::kIdentity));
}

// ------------------------------------------------------------------ callers

TEST(Root, IsAllowedEverythingInItsOwnAccount) {
  Scene scene;
  scene.principal = kRoot;
  EXPECT_TRUE(scene.Allows());
  scene.resource_policy = DenyAll(true);
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kResource));
}

TEST(Root, KnowsNoIdentityPoliciesAndNoBoundary) {
  Scene scene;
  scene.principal = kRoot;
  scene.identity = {DenyAll(false)};
  scene.boundaries = {DenyAll(false)};
  EXPECT_TRUE(scene.Allows());
}

TEST(Root, NeedsKeyPoliciesToNameTheAccount) {
  Scene scene;
  scene.principal = kRoot;
  scene.action = "kms:Decrypt";
  scene.resource = "arn:aws:kms:eu-west-1:111122223333:key/1";
  scene.resource_policy = Grant(Aws(kUser));
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
  scene.resource_policy = Grant(Aws(kRoot));
  EXPECT_TRUE(scene.Allows());
}

TEST(Root, AcrossAccountsNeedsAResourcePolicyThatNamesTheAccountOrEveryone) {
  for (const char* grant :
       {R"({"AWS":"111122223333"})", R"("*")", R"({"AWS":"arn:aws:iam::111122223333:root"})"}) {
    EXPECT_TRUE(Across(kRoot, grant).Allows()) << grant;
  }
  EXPECT_TRUE(Across(kRoot, Aws(kUser)).Decide().lacks(Layer::kResource));
}

TEST(Root, OfATaskSessionIsLimitedByDeniesOnly) {
  Scene scene;
  scene.principal = kRoot;
  scene.session = {
      {Policy(R"("Effect":"Deny","NotAction":"s3:DeleteBucketPolicy","Resource":"*")")}};
  EXPECT_TRUE(scene.Decide().denied_by(Layer::kSession));
  scene.action = "s3:DeleteBucketPolicy";
  EXPECT_TRUE(scene.Allows());
}

TEST(Service, OnlyTheResourcePolicyDecides) {
  Scene scene;
  scene.principal = "sns.amazonaws.com";
  scene.identity = {kAllowAll};
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
  scene.resource_policy = Grant(R"({"Service":["lambda.amazonaws.com","sns.amazonaws.com"]})");
  EXPECT_TRUE(scene.Allows());
}

TEST(Anonymous, OnlyTheResourcePolicyDecides) {
  Scene scene;
  scene.principal = "anonymous";
  EXPECT_TRUE(scene.Decide().lacks(Layer::kResource));
  for (const char* everyone : {R"("*")", R"({"AWS":"*"})"}) {
    scene.resource_policy = Grant(everyone);
    EXPECT_TRUE(scene.Allows()) << everyone;
  }
  scene.resource_policy = Grant(R"({"AWS":"111122223333"})");
  EXPECT_FALSE(scene.Allows());
}

TEST(CallerIdentity, NeedsNoPermissionAndNoDenyHasAnEffect) {
  Scene scene;
  scene.action = "sts:GetCallerIdentity";
  scene.resource = "*";
  scene.identity = {DenyAll(false)};
  EXPECT_TRUE(scene.Allows());
}

TEST(SessionToken, NeedsNoPermission) {
  Scene scene;
  scene.action = "sts:GetSessionToken";
  scene.resource = "*";
  EXPECT_TRUE(scene.Allows());
  scene.identity = {DenyAll(false)};
  EXPECT_TRUE(scene.Decide().explicitly_denied());
}

}  // namespace
}  // namespace policy_engine
