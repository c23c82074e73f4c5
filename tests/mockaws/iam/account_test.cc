#include "mockaws/authn/server_parts.h"
#include "mockaws/model/api_error.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

class AccountTest : public IamTest {
 protected:
  static Parameters Alias(const char* alias) { return {{"AccountAlias", alias}}; }
};

TEST_F(AccountTest, OneAliasANewOneReplaces) {
  Must("CreateAccountAlias", Alias("first"));
  Must("CreateAccountAlias", Alias("second"));
  const Answer list = Must("ListAccountAliases");
  EXPECT_EQ(list.Count("AccountAliases"), 1);
  EXPECT_EQ(list.Text("AccountAliases.0"), "second");
  EXPECT_EQ(Call("DeleteAccountAlias", Alias("first")).code, "NoSuchEntity");
  Must("DeleteAccountAlias", Alias("second"));
  EXPECT_EQ(Must("ListAccountAliases").Count("AccountAliases"), 0);
}

TEST_F(AccountTest, AliasesAreUniqueAmongAccounts) {
  Must("CreateAccountAlias", Alias("ours"));
  EXPECT_OUTCOME(Call("CreateAccountAlias", Alias("ours"), Root(kOtherAccount)),
                 "EntityAlreadyExists (409): The account alias ours already exists.");
}

TEST_F(AccountTest, TheSummaryCountsAndTellsQuotas) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}});
  Must("PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", kReadOnly}});
  const Answer summary = Must("GetAccountSummary");
  const std::vector<std::pair<std::string, std::string>> kEntries = {
      {"Users", "1"},
      {"Groups", "1"},
      {"Roles", "0"},
      {"Policies", "0"},
      {"PolicyVersionsInUse", "1"},
      {"AccountMFAEnabled", "0"},
      {"AccountAccessKeysPresent", "0"},
      {"AccountPasswordPresent", "0"},
      {"AccountSigningCertificatesPresent", "0"},
      {"ServerCertificates", "0"},
      {"Providers", "0"},
      {"UsersQuota", "5000"},
      {"GroupsQuota", "300"},
      {"RolesQuota", "1000"},
      {"PoliciesQuota", "1500"},
      {"InstanceProfilesQuota", "1000"},
      {"ServerCertificatesQuota", "20"},
      {"GroupsPerUserQuota", "10"},
      {"AttachedPoliciesPerUserQuota", "10"},
      {"AttachedPoliciesPerGroupQuota", "10"},
      {"AttachedPoliciesPerRoleQuota", "20"},
      {"AccessKeysPerUserQuota", "2"},
      {"SigningCertificatesPerUserQuota", "2"},
      {"VersionsPerPolicyQuota", "5"},
      {"PolicyVersionsInUseQuota", "10000"},
      {"PolicySizeQuota", "6144"},
      {"UserPolicySizeQuota", "2048"},
      {"GroupPolicySizeQuota", "5120"},
      {"RolePolicySizeQuota", "10240"},
      {"AssumeRolePolicySizeQuota", "2048"},
  };
  for (const auto& [key, value] : kEntries) {
    EXPECT_EQ(summary.Entry("SummaryMap", key), value) << key;
  }
}

TEST_F(AccountTest, QuotasAreTheAccountsOwn) {
  ASSERT_TRUE(service_.parts().store.EnsureAccount(kAccount, Now()).ok());
  ASSERT_TRUE(service_.parts()
                  .store
                  .Write([](State& state) -> ApiResult<void> {
                    Quotas& quotas = state.FindAccount(kAccount)->edit_settings()->quotas;
                    SetQuota(&quotas, "UsersPerAccount", 1);
                    SetQuota(&quotas, "PoliciesPerUser", 0);
                    SetQuota(&quotas, "VersionsPerPolicy", 1);
                    return {};
                  })
                  .ok());
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "v"}}),
                 "LimitExceeded (409): Cannot exceed quota for UsersPerAccount: 1");
  EXPECT_OUTCOME(Call("AttachUserPolicy", {{"UserName", "u"}, {"PolicyArn", kReadOnly}}),
                 "LimitExceeded (409): Cannot exceed quota for PoliciesPerUser: 0");
  EXPECT_EQ(Must("GetAccountSummary").Entry("SummaryMap", "UsersQuota"), "1");
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "v"}}, Root(kOtherAccount)), "ok");
}

TEST(QuotaNames, EachIsFoundByItsName) {
  Quotas quotas;
  for (const QuotaName& entry : QuotaNames()) {
    EXPECT_TRUE(SetQuota(&quotas, entry.name, 7));
    EXPECT_EQ(quotas.*entry.quota, 7);
    EXPECT_EQ(NameOfQuota(entry.quota), entry.name);
  }
  EXPECT_FALSE(SetQuota(&quotas, "Nonsense", 7));
}

class AuthorizationDetailsTest : public IamTest {
 protected:
  AuthorizationDetailsTest() {
    Must("CreateUser", {{"UserName", "u"}});
    Must("CreateGroup", {{"GroupName", "g"}});
    Must("AddUserToGroup", {{"UserName", "u"}, {"GroupName", "g"}});
    Must("CreateRole",
         {{"RoleName", "r"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
    Must("CreateInstanceProfile",
         {{"InstanceProfileName", "i"}, {"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
    Must("AddRoleToInstanceProfile", {{"InstanceProfileName", "i"}, {"RoleName", "r"}});
    Must("CreatePolicy",
         {{"PolicyName", "p"}, {"Description", "d"}, {"PolicyDocument", std::string(kAllowAll)}});
    Must("CreatePolicyVersion",
         {{"PolicyArn", Arn("policy/p")}, {"PolicyDocument", std::string(kAllowAll)}});
    Must("AttachGroupPolicy", {{"GroupName", "g"}, {"PolicyArn", kReadOnly}});
  }
};

TEST_F(AuthorizationDetailsTest, FourListsAlwaysInAwsOrder) {
  const Answer all = Must("GetAccountAuthorizationDetails");
  EXPECT_EQ(all.Members(""), "Policies UserDetailList RoleDetailList GroupDetailList IsTruncated");
  EXPECT_EQ(all.Members("UserDetailList.0"),
            "Path UserName UserId Arn CreateDate GroupList AttachedManagedPolicies Tags");
  EXPECT_EQ(all.Text("UserDetailList.0.GroupList.0"), "g");
  EXPECT_EQ(all.Members("RoleDetailList.0"),
            "Path RoleName RoleId Arn CreateDate AssumeRolePolicyDocument InstanceProfileList "
            "RolePolicyList AttachedManagedPolicies Tags RoleLastUsed");
  EXPECT_EQ(all.Members("RoleDetailList.0.InstanceProfileList.0"),
            "Path InstanceProfileName InstanceProfileId Arn CreateDate Roles");
  EXPECT_EQ(all.Members("GroupDetailList.0"),
            "Path GroupName GroupId Arn CreateDate GroupPolicyList AttachedManagedPolicies");
  EXPECT_EQ(all.Count("Policies"), 2);  // ours, and AWS's that is attached
  EXPECT_FALSE(all.Has("Policies.0.Description"));
  EXPECT_EQ(all.Count("Policies.0.PolicyVersionList"), 2);
  EXPECT_EQ(all.Text("Policies.0.PolicyVersionList.0.VersionId"), "v2");  // newest first
}

TEST_F(AuthorizationDetailsTest, FiltersKeepTheOtherListsEmpty) {
  const Answer users = Must("GetAccountAuthorizationDetails", {{"Filter.member.1", "User"}});
  EXPECT_EQ(users.Count("UserDetailList"), 1);
  EXPECT_EQ(users.Count("RoleDetailList"), 0);
  EXPECT_EQ(users.Count("Policies"), 0);
  EXPECT_EQ(Must("GetAccountAuthorizationDetails", {{"Filter.member.1", "AWSManagedPolicy"}})
                .Text("Policies.0.Arn"),
            kReadOnly);
  EXPECT_OUTCOME(
      Call("GetAccountAuthorizationDetails", {{"Filter.member.1", "Nonsense"}}),
      "ValidationError (400): 1 validation error detected: Value at 'filter' failed to satisfy "
      "constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
      "[LocalManagedPolicy, User, AWSManagedPolicy, Role, Group]]");
}

TEST_F(AuthorizationDetailsTest, PagesGoThroughUsersRolesGroupsAndPolicies) {
  std::vector<std::string> seen;
  Parameters input = {{"MaxItems", "1"}};
  for (int page = 0; page < 6; ++page) {
    const Answer answer = Must("GetAccountAuthorizationDetails", input);
    for (const char* list : {"UserDetailList", "RoleDetailList", "GroupDetailList", "Policies"}) {
      if (answer.Count(list) > 0) seen.emplace_back(list);
    }
    if (answer.Text("IsTruncated") == "false") break;
    input = {{"MaxItems", "1"}, {"Marker", answer.Text("Marker")}};
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"UserDetailList", "RoleDetailList", "GroupDetailList",
                                            "Policies", "Policies"}));
}

TEST_F(AuthorizationDetailsTest, TheMarkerBelongsToTheSetOfFilters) {
  const std::string marker =
      Must("GetAccountAuthorizationDetails", {{"MaxItems", "1"}}).Text("Marker");
  EXPECT_OUTCOME(
      Call("GetAccountAuthorizationDetails", {{"Marker", marker}, {"Filter.member.1", "User"}}),
      "ValidationError (400): Marker and Filter do not match");
  EXPECT_OUTCOME(
      Call("GetAccountAuthorizationDetails",
           {{"Marker", marker}, {"Filter.member.1", "User"}, {"Filter.member.2", "Role"}}),
      "ValidationError (400): Invalid Marker.");
}

}  // namespace
}  // namespace mockaws
