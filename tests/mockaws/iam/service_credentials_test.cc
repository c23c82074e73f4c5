#include "mockaws/crypto/encoding.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kCodeCommit = "codecommit.amazonaws.com";
constexpr const char* kBedrock = "bedrock.amazonaws.com";

class ServiceCredentialsTest : public IamTest {
 protected:
  ServiceCredentialsTest() {
    Must("CreateUser", {{"UserName", "Ann"}});
    Must("CreateUser", {{"UserName", "bob"}});
  }
  Answer Create(const std::string& user, const std::string& service) {
    return Call("CreateServiceSpecificCredential", {{"UserName", user}, {"ServiceName", service}});
  }
  std::string Made(const std::string& user, const std::string& service) {
    return Create(user, service).Text("ServiceSpecificCredential.ServiceSpecificCredentialId");
  }
  static Parameters Naming(const std::string& user, const std::string& id) {
    return {{"UserName", user}, {"ServiceSpecificCredentialId", id}};
  }
};

TEST_F(ServiceCredentialsTest, PasswordsAndKeysLookAsTheirServicesDo) {
  const Answer password = Create("Ann", "CodeCommit.amazonaws.com");
  EXPECT_EQ(password.Members("ServiceSpecificCredential"),
            "CreateDate ServiceName ServiceUserName ServicePassword ServiceSpecificCredentialId "
            "UserName Status");
  EXPECT_EQ(password.Text("ServiceSpecificCredential.ServiceName"), kCodeCommit);
  EXPECT_EQ(password.Text("ServiceSpecificCredential.ServiceUserName"), "Ann-at-111122223333");
  EXPECT_EQ(password.Text("ServiceSpecificCredential.ServicePassword").size(), 60u);
  const std::string id = password.Text("ServiceSpecificCredential.ServiceSpecificCredentialId");
  EXPECT_TRUE(id.starts_with("ACCA"));
  EXPECT_EQ(id.size(), 21u);

  const struct {
    std::string service;
    std::string prefix;
  } kKeys[] = {{kBedrock, "ABSK"},
               {"logs.amazonaws.com", "ACWL"},
               {"cloudwatch.amazonaws.com", "APIAACWM"},
               {"aws-external-anthropic.amazonaws.com", "AEAA"}};
  for (const auto& [service, prefix] : kKeys) {
    const Answer key = Create("Ann", service);
    EXPECT_EQ(key.Text("ServiceSpecificCredential.ServiceCredentialAlias"), "Ann-at-111122223333");
    const std::string secret = key.Text("ServiceSpecificCredential.ServiceCredentialSecret");
    ASSERT_TRUE(secret.starts_with(prefix)) << secret;
    const auto inside = Base64Decode(secret.substr(prefix.size()));
    ASSERT_TRUE(inside.has_value());
    EXPECT_TRUE(inside->starts_with("Ann-at-111122223333:"));
    EXPECT_EQ(inside->size(), std::string("Ann-at-111122223333:").size() + 60);
  }
}

TEST_F(ServiceCredentialsTest, UnknownServicesAreRefused) {
  EXPECT_OUTCOME(Create("Ann", "s3.amazonaws.com"),
                 "NoSuchEntity (404): No such service s3.amazonaws.com is supported for Service "
                 "Specific Credentials");
  EXPECT_OUTCOME(Create("Ann", "a/b"),
                 "ValidationError (400): ServiceName must match [a-zA-Z0-9.-]*");
}

TEST_F(ServiceCredentialsTest, TwoOfEachServiceCountingInactiveOnes) {
  const std::string first = Made("Ann", kCodeCommit);
  const Answer second = Create("Ann", kCodeCommit);
  EXPECT_EQ(second.Text("ServiceSpecificCredential.ServiceUserName"), "Ann+1-at-111122223333");
  Parameters off = Naming("Ann", first);
  off.push_back({"Status", "Inactive"});
  Must("UpdateServiceSpecificCredential", off);
  EXPECT_OUTCOME(Create("Ann", kCodeCommit),
                 "LimitExceeded (409): Cannot exceed quota for "
                 "ContextSpecificCredentialsPerUserPerContext: 2");
  EXPECT_OUTCOME(Create("Ann", kBedrock), "ok");
  Must("DeleteServiceSpecificCredential", Naming("Ann", first));
  EXPECT_EQ(Create("Ann", kCodeCommit).Text("ServiceSpecificCredential.ServiceUserName"),
            "Ann-at-111122223333");
}

TEST_F(ServiceCredentialsTest, AnAgeSetsTheEnd) {
  const Answer made =
      Must("CreateServiceSpecificCredential",
           {{"UserName", "Ann"}, {"ServiceName", kBedrock}, {"CredentialAgeDays", "30"}});
  EXPECT_EQ(made.Text("ServiceSpecificCredential.ExpirationDate"), "2026-02-01T03:04:05Z");
  const auto status = [&] {
    return Must("ListServiceSpecificCredentials", {{"UserName", "Ann"}})
        .Text("ServiceSpecificCredentials.0.Status");
  };
  EXPECT_EQ(status(), "Active");
  Advance(std::chrono::days(30));
  EXPECT_EQ(status(), "Expired");
  for (const char* days : {"0", "36601"}) {
    EXPECT_EQ(Call("CreateServiceSpecificCredential",
                   {{"UserName", "Ann"}, {"ServiceName", kBedrock}, {"CredentialAgeDays", days}})
                  .code,
              "ValidationError");
  }
}

TEST_F(ServiceCredentialsTest, ResetGivesANewSecretAndKeepsTheRest) {
  const Answer made = Create("Ann", kCodeCommit);
  const std::string id = made.Text("ServiceSpecificCredential.ServiceSpecificCredentialId");
  Parameters off = Naming("Ann", id);
  off.push_back({"Status", "Inactive"});
  Must("UpdateServiceSpecificCredential", off);
  Must("UpdateUser", {{"UserName", "Ann"}, {"NewUserName", "Eve"}});
  Advance(std::chrono::hours(1));
  const Answer reset = Must("ResetServiceSpecificCredential", Naming("Eve", id));
  EXPECT_NE(reset.Text("ServiceSpecificCredential.ServicePassword"),
            made.Text("ServiceSpecificCredential.ServicePassword"));
  EXPECT_EQ(reset.Text("ServiceSpecificCredential.ServiceUserName"), "Ann-at-111122223333");
  EXPECT_EQ(reset.Text("ServiceSpecificCredential.UserName"), "Eve");
  EXPECT_EQ(reset.Text("ServiceSpecificCredential.Status"), "Inactive");
  EXPECT_EQ(reset.Text("ServiceSpecificCredential.CreateDate"), "2026-01-02T03:04:05Z");
}

TEST_F(ServiceCredentialsTest, AbsentIdsAndThoseOfOthersHaveTheirSentences) {
  const std::string others = Made("bob", kCodeCommit);
  const std::string absent = "ACCAAAAAAAAAAAAAAAAAA";
  for (const char* action : {"ResetServiceSpecificCredential", "DeleteServiceSpecificCredential"}) {
    EXPECT_OUTCOME(
        Call(action, Naming("Ann", others)),
        "ValidationError (400): User Ann does not have a service specific credential with id " +
            others);
    EXPECT_OUTCOME(Call(action, Naming("Ann", absent)),
                   "NoSuchEntity (404): No such credential " + absent + " exists");
  }
  Parameters expired = Naming("bob", others);
  expired.push_back({"Status", "Expired"});
  EXPECT_OUTCOME(Call("UpdateServiceSpecificCredential", expired),
                 "InvalidInput (400): Operation does not support status Expired");
}

TEST_F(ServiceCredentialsTest, ListsTellNoSecretsAndFilterByService) {
  Made("Ann", kCodeCommit);
  Made("Ann", kBedrock);
  Made("bob", kCodeCommit);
  const Answer own = Must("ListServiceSpecificCredentials",
                          {{"UserName", "Ann"}, {"ServiceName", "CODECOMMIT.amazonaws.com"}});
  EXPECT_EQ(own.Count("ServiceSpecificCredentials"), 1);
  EXPECT_EQ(own.Members("ServiceSpecificCredentials.0"),
            "UserName Status ServiceUserName CreateDate ServiceSpecificCredentialId ServiceName");
  EXPECT_EQ(Must("ListServiceSpecificCredentials", {{"UserName", "Ann"}, {"ServiceName", ""}})
                .Count("ServiceSpecificCredentials"),
            2);
  EXPECT_EQ(Must("ListServiceSpecificCredentials", {{"AllUsers", "true"}})
                .Count("ServiceSpecificCredentials"),
            3);
  EXPECT_OUTCOME(
      Call("ListServiceSpecificCredentials", {{"UserName", "Ann"}, {"AllUsers", "true"}}),
      "InvalidInput (400): Cannot list credentials for all users if a username is given");
}

TEST_F(ServiceCredentialsTest, MarkersTakeFalseAndZeroForOne) {
  Made("Ann", kCodeCommit);
  Made("Ann", kBedrock);
  const Answer first = Must("ListServiceSpecificCredentials",
                            {{"UserName", "Ann"}, {"AllUsers", "false"}, {"MaxItems", "1"}});
  const Answer second =
      Must("ListServiceSpecificCredentials",
           {{"UserName", "Ann"}, {"AllUsers", "0"}, {"Marker", first.Text("Marker")}});
  EXPECT_EQ(second.Count("ServiceSpecificCredentials"), 1);
}

TEST_F(ServiceCredentialsTest, ListingAllUsersNeedsThePermissionOnAllOfThem) {
  const SigningCredentials caller = NewUser(
      "caller", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:List*",)"
                R"("Resource":"arn:aws:iam::111122223333:user/caller"}})");
  EXPECT_OUTCOME(Call("ListServiceSpecificCredentials", {}, caller), "ok");
  EXPECT_OUTCOME(Call("ListServiceSpecificCredentials", {{"AllUsers", "1"}}, caller),
                 "AccessDenied (403): User: " + Arn("user/caller") +
                     " is not authorized to perform: iam:ListServiceSpecificCredentials on "
                     "resource: " +
                     Arn("user/*") +
                     " because no identity-based policy allows the "
                     "iam:ListServiceSpecificCredentials action");
}

TEST_F(ServiceCredentialsTest, ConditionKeysTellServiceAndAge) {
  const SigningCredentials caller = NewUser(
      "caller",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",)"
      R"("Condition":{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":)"
      R"("bedrock.amazonaws.com"},"NumericLessThanEqualsIfExists":)"
      R"({"iam:ServiceSpecificCredentialAgeDays":"30"}}}})");
  const auto create = [&](const char* service, const char* days) {
    return Call("CreateServiceSpecificCredential",
                {{"UserName", "Ann"}, {"ServiceName", service}, {"CredentialAgeDays", days}},
                caller);
  };
  const Answer made = create("Bedrock.amazonaws.com", "30");
  EXPECT_OUTCOME(made, "ok");
  EXPECT_EQ(create(kBedrock, "31").code, "AccessDenied");
  EXPECT_EQ(create(kCodeCommit, "1").code, "AccessDenied");
  EXPECT_OUTCOME(
      Call("DeleteServiceSpecificCredential",
           Naming("Ann", made.Text("ServiceSpecificCredential.ServiceSpecificCredentialId")),
           caller),
      "ok");
}

TEST_F(ServiceCredentialsTest, AUserWithACredentialCantBeDeleted) {
  Made("bob", kCodeCommit);
  EXPECT_OUTCOME(
      Call("DeleteUser", {{"UserName", "bob"}}),
      "DeleteConflict (409): Cannot delete entity, must remove referenced objects first.");
}

}  // namespace
}  // namespace mockaws
