#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kAdministrator = "arn:aws:iam::aws:policy/AdministratorAccess";

class ManagedPoliciesTest : public IamTest {
 protected:
  Answer Create(const std::string& name, Parameters more = {}) {
    more.push_back({"PolicyName", name});
    more.push_back({"PolicyDocument", std::string(kAllowAll)});
    return Must("CreatePolicy", more);
  }
  Answer NewVersion(const std::string& arn, bool set_default) {
    return Call("CreatePolicyVersion", {{"PolicyArn", arn},
                                        {"PolicyDocument", std::string(kAllowAll)},
                                        {"SetAsDefault", set_default ? "true" : "false"}});
  }
};

TEST_F(ManagedPoliciesTest, CreateAndGetAnswerInAwsOrder) {
  const Answer made = Create("P", {{"Path", "/x/"}, {"Description", "What it does"}});
  EXPECT_EQ(made.Members("Policy"),
            "PolicyName PolicyId Arn Path DefaultVersionId AttachmentCount "
            "PermissionsBoundaryUsageCount IsAttachable CreateDate UpdateDate");
  EXPECT_EQ(made.Text("Policy.Arn"), Arn("policy/x/P"));
  EXPECT_TRUE(made.Text("Policy.PolicyId").starts_with("ANPA"));
  EXPECT_EQ(made.Text("Policy.DefaultVersionId"), "v1");
  const Answer got = Must("GetPolicy", {{"PolicyArn", Arn("policy/x/P")}});
  EXPECT_EQ(got.Members("Policy"),
            "PolicyName PolicyId Arn Path DefaultVersionId AttachmentCount "
            "PermissionsBoundaryUsageCount IsAttachable Description CreateDate UpdateDate Tags");
  EXPECT_EQ(got.Text("Policy.Description"), "What it does");
}

TEST_F(ManagedPoliciesTest, NamesAreUniqueAcrossPathsAndCase) {
  Create("P");
  EXPECT_OUTCOME(
      Call("CreatePolicy",
           {{"PolicyName", "p"}, {"Path", "/x/"}, {"PolicyDocument", std::string(kAllowAll)}}),
      "EntityAlreadyExists (409): A policy called p already exists. Duplicate names are not "
      "allowed.");
}

TEST_F(ManagedPoliciesTest, DocumentsHave6144CharactersAtMostWhiteSpaceAside) {
  const std::string head =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::)";
  const std::string tail = R"("}})";
  const std::string fits = head + std::string(6144 - head.size() - tail.size(), 'b') + tail;
  EXPECT_OUTCOME(Call("CreatePolicy", {{"PolicyName", "a"}, {"PolicyDocument", fits + "  \n"}}),
                 "ok");
  std::string over = fits;
  over.insert(head.size(), "b");
  EXPECT_OUTCOME(Call("CreatePolicy", {{"PolicyName", "b"}, {"PolicyDocument", over}}),
                 "LimitExceeded (409): Cannot exceed quota for PolicySize: 6144");
}

TEST_F(ManagedPoliciesTest, AbsentPoliciesAndBadArnsHaveTheirSentences) {
  const std::string absent = Arn("policy/none");
  for (const char* action : {"GetPolicy", "DeletePolicy", "ListPolicyVersions"}) {
    EXPECT_OUTCOME(Call(action, {{"PolicyArn", absent}}),
                   "NoSuchEntity (404): Policy " + absent + " was not found.")
        << action;
  }
  EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", "this-is-not-an-arn-at-all"}}),
                 "ValidationError (400): Invalid ARN:  Could not be parsed!");
  EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", "arn:other:iam::aws:policy/ReadOnlyAccess"}}),
                 "ValidationError (400): Invalid ARN partition");
  EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", "arn:aws:s3:::some-bucket-of-mine"}}),
                 "ValidationError (400): Invalid service in ARN");
}

TEST_F(ManagedPoliciesTest, AwsPoliciesAreThereByName) {
  const Answer got = Must("GetPolicy", {{"PolicyArn", kAdministrator}});
  EXPECT_EQ(got.Text("Policy.PolicyName"), "AdministratorAccess");
  EXPECT_EQ(got.Text("Policy.DefaultVersionId"), "v1");
  EXPECT_EQ(got.Count("Policy.Tags"), 0);
  const Answer version =
      Must("GetPolicyVersion", {{"PolicyArn", kAdministrator}, {"VersionId", "v1"}});
  EXPECT_NE(version.Text("PolicyVersion.Document").find("%22Action%22%3A%22%2A%22"),
            std::string::npos);
}

TEST_F(ManagedPoliciesTest, AwsPoliciesCantBeChanged) {
  const Parameters policy = {{"PolicyArn", kAdministrator}};
  EXPECT_OUTCOME(Call("DeletePolicy", policy),
                 "AccessDenied (403): Cannot delete policies outside your own account.");
  EXPECT_OUTCOME(NewVersion(kAdministrator, true),
                 "AccessDenied (403): Cannot create versions for policies outside your own "
                 "account.");
  EXPECT_OUTCOME(
      Call("SetDefaultPolicyVersion", {{"PolicyArn", kAdministrator}, {"VersionId", "v1"}}),
      "AccessDenied (403): Cannot update policies outside your own account.");
  EXPECT_OUTCOME(
      Call("DeletePolicyVersion", {{"PolicyArn", kAdministrator}, {"VersionId", "v1"}}),
      "AccessDenied (403): Cannot delete policy versions for policies outside your own account.");
  EXPECT_OUTCOME(Call("TagPolicy", {{"PolicyArn", kAdministrator},
                                    {"Tags.member.1.Key", "k"},
                                    {"Tags.member.1.Value", "v"}}),
                 "InvalidInput (400): Tags not supported for policies in this domain");
  EXPECT_EQ(Must("ListPolicyTags", policy).Count("Tags"), 0);
}

TEST_F(ManagedPoliciesTest, TagKeysThatDifferByCaseLiveSideBySide) {
  Create("P");
  const std::string arn = Arn("policy/P");
  for (const char* key : {"Team", "team"}) {
    Must("TagPolicy",
         {{"PolicyArn", arn}, {"Tags.member.1.Key", key}, {"Tags.member.1.Value", "v"}});
  }
  EXPECT_EQ(Must("ListPolicyTags", {{"PolicyArn", arn}}).Count("Tags"), 2);
  Must("UntagPolicy", {{"PolicyArn", arn}, {"TagKeys.member.1", "Team"}});
  EXPECT_EQ(Must("GetPolicy", {{"PolicyArn", arn}}).Text("Policy.Tags.0.Key"), "team");
}

TEST_F(ManagedPoliciesTest, VersionsAreNumberedOnceAndFiveAtMost) {
  Create("P");
  const std::string arn = Arn("policy/P");
  for (int i = 2; i <= 5; ++i) {
    EXPECT_EQ(NewVersion(arn, false).Text("PolicyVersion.VersionId"), "v" + std::to_string(i));
  }
  EXPECT_OUTCOME(NewVersion(arn, false),
                 "LimitExceeded (409): A managed policy can have up to 5 versions. Before you "
                 "create a new version, you must delete an existing version.");
  Must("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v5"}});
  const Answer sixth = NewVersion(arn, true);
  EXPECT_EQ(sixth.Members("PolicyVersion"), "VersionId IsDefaultVersion CreateDate");
  EXPECT_EQ(sixth.Text("PolicyVersion.VersionId"), "v6");
  EXPECT_EQ(Must("GetPolicy", {{"PolicyArn", arn}}).Text("Policy.DefaultVersionId"), "v6");
  const Answer list = Must("ListPolicyVersions", {{"PolicyArn", arn}});
  EXPECT_EQ(list.Count("Versions"), 5);
  EXPECT_EQ(list.Members("Versions.0"), "VersionId IsDefaultVersion CreateDate");
}

TEST_F(ManagedPoliciesTest, TheDefaultVersionStaysAndGoesWithThePolicy) {
  Create("P");
  const std::string arn = Arn("policy/P");
  NewVersion(arn, false);
  EXPECT_OUTCOME(Call("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}}),
                 "DeleteConflict (409): Cannot delete the default version of a policy.");
  EXPECT_OUTCOME(
      Call("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v9"}}),
      "NoSuchEntity (404): Policy " + arn + " version v9 does not exist or is not attachable.");
  EXPECT_OUTCOME(Call("DeletePolicy", {{"PolicyArn", arn}}),
                 "DeleteConflict (409): This policy has more than one version. Before you delete a "
                 "policy, you must delete the policy's versions. The default version is deleted "
                 "with the policy.");
  Must("SetDefaultPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v2"}});
  Must("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}});
  Must("DeletePolicy", {{"PolicyArn", arn}});
}

TEST_F(ManagedPoliciesTest, AnyNewVersionMovesTheUpdateDate) {
  Create("P");
  Advance(std::chrono::hours(1));
  NewVersion(Arn("policy/P"), false);
  const Answer got = Must("GetPolicy", {{"PolicyArn", Arn("policy/P")}});
  EXPECT_EQ(got.Text("Policy.CreateDate"), "2026-01-02T03:04:05Z");
  EXPECT_EQ(got.Text("Policy.UpdateDate"), "2026-01-02T04:04:05Z");
}

TEST_F(ManagedPoliciesTest, AnAttachedPolicyCantBeDeleted) {
  Create("P");
  Must("CreateUser", {{"UserName", "u"}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", Arn("policy/P")}});
  EXPECT_OUTCOME(Call("DeletePolicy", {{"PolicyArn", Arn("policy/P")}}),
                 "DeleteConflict (409): Cannot delete a policy attached to entities.");
}

TEST_F(ManagedPoliciesTest, ListGoesThroughAllAwsPoliciesInPages) {
  int total = 0;
  Parameters next = {{"Scope", "AWS"}, {"MaxItems", "1000"}};
  Answer page = Must("ListPolicies", next);
  while (true) {
    total += page.Count("Policies");
    if (page.Text("IsTruncated") == "false") break;
    page = Must("ListPolicies",
                {{"Scope", "AWS"}, {"MaxItems", "100"}, {"Marker", page.Text("Marker")}});
  }
  EXPECT_EQ(total, 1594);
}

TEST_F(ManagedPoliciesTest, ScopePathAndUseFilterTheList) {
  Create("A");
  Create("B", {{"Path", "/x/"}});
  Must("CreateUser", {{"UserName", "u"}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", Arn("policy/A")}});
  Must("PutUserPermissionsBoundary",
       {{"UserName", "u"}, {"PermissionsBoundary", Arn("policy/x/B")}});
  const auto names = [&](Parameters filter) {
    filter.push_back({"Scope", "Local"});
    const Answer list = Must("ListPolicies", filter);
    std::string text;
    for (int i = 0; i < list.Count("Policies"); ++i) {
      text += list.Text("Policies." + std::to_string(i) + ".PolicyName");
    }
    return text;
  };
  EXPECT_EQ(names({}), "AB");
  EXPECT_EQ(names({{"PathPrefix", "/x/"}}), "B");
  EXPECT_EQ(names({{"PolicyUsageFilter", "PermissionsPolicy"}}), "AB");
  EXPECT_EQ(names({{"OnlyAttached", "true"}}), "AB");
  EXPECT_EQ(names({{"OnlyAttached", "true"}, {"PolicyUsageFilter", "PermissionsPolicy"}}), "A");
  EXPECT_EQ(names({{"OnlyAttached", "1"}, {"PolicyUsageFilter", "PermissionsBoundary"}}), "B");
}

TEST_F(ManagedPoliciesTest, ANewDefaultVersionChangesWhatHoldersMayDo) {
  Must(
      "CreatePolicy",
      {{"PolicyName", "P"},
       {"PolicyDocument",
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}})"}});
  const SigningCredentials user = NewUser("u");
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", Arn("policy/P")}});
  EXPECT_OUTCOME(Call("ListUsers", {}, user), "ok");
  Must(
      "CreatePolicyVersion",
      {{"PolicyArn", Arn("policy/P")},
       {"SetAsDefault", "true"},
       {"PolicyDocument",
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}})"}});
  EXPECT_EQ(Call("ListUsers", {}, user).code, "AccessDenied");
  EXPECT_OUTCOME(Call("ListRoles", {}, user), "ok");
}

}  // namespace
}  // namespace mockaws
