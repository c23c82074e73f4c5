// Which credentials are taken and which are refused, and how.
#include "tests/mockaws/service/service_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kInvalidToken =
    "InvalidClientTokenId: The security token included in the request is invalid.";
constexpr const char* kExpired =
    "ExpiredToken: The security token included in the request is expired";
constexpr const char* kWrongSignature =
    "SignatureDoesNotMatch: The request signature we calculated does not match the signature you "
    "provided. Check your AWS Secret Access Key and signing method. Consult the service "
    "documentation for details.";

constexpr const char* kTrustAccount = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]})";
constexpr const char* kAllowAll =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

class CredentialsTest : public ServiceTest {
 protected:
  HttpResponse WhoAmI(const SigningCredentials& as) { return Call(as, "sts", "GetCallerIdentity"); }

  SigningCredentials AssumedRole() {
    const auto user = NewUser(kAccount, "ana", kAllowAll);
    Must(Root(), "iam", "CreateRole",
         {{"RoleName", "deployer"}, {"AssumeRolePolicyDocument", kTrustAccount}});
    return CredentialsIn(
        Must(user, "sts", "AssumeRole",
             {{"RoleArn", "arn:aws:iam::111122223333:role/deployer"}, {"RoleSessionName", "s1"}}));
  }
};

TEST_F(CredentialsTest, BootstrapKeyIsTheAccountsRoot) {
  const HttpResponse response = WhoAmI(Root());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(Element(response.body, "Arn"), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(Element(response.body, "UserId"), "111122223333");
  EXPECT_EQ(Element(response.body, "Account"), "111122223333");
}

TEST_F(CredentialsTest, BootstrapKeyNeedsItsSecret) {
  const HttpResponse response = WhoAmI({kAccount, "tset", ""});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(ErrorOf(response), kWrongSignature);
}

TEST_F(CredentialsTest, BootstrapKeysCanBeTurnedOff) {
  Settings settings;
  settings.bootstrap_credentials = false;
  Service service(settings, Environment{&clock_, &clock_, &ids_});
  HttpRequest request = Request("sts", "GetCallerIdentity");
  SignRequest(&request, Root(), {"us-east-1", "sts"}, clock_.Now());
  EXPECT_EQ(ErrorOf(service.Handle(request)), kInvalidToken);
}

TEST_F(CredentialsTest, TestTestWorksOnlyInCompatMode) {
  EXPECT_EQ(ErrorOf(WhoAmI({"test", "test", ""})), kInvalidToken);
  Settings settings;
  settings.compat_credentials = true;
  Service service(settings, Environment{&clock_, &clock_, &ids_});
  HttpRequest request = Request("sts", "GetCallerIdentity");
  SignRequest(&request, {"test", "test", ""}, {"us-east-1", "sts"}, clock_.Now());
  EXPECT_EQ(Element(service.Handle(request).body, "Account"), "000000000000");
}

TEST_F(CredentialsTest, UnknownKeyIsRefused) {
  const HttpResponse response = WhoAmI({"AKIAIOSFODNN7EXAMPLE", "secret", ""});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(ErrorOf(response), kInvalidToken);
}

TEST_F(CredentialsTest, WrongSecretIsRefused) {
  auto user = NewUser(kAccount, "ana");
  user.secret.back() = user.secret.back() == 'x' ? 'y' : 'x';
  EXPECT_EQ(ErrorOf(WhoAmI(user)), kWrongSignature);
}

TEST_F(CredentialsTest, InactiveKeyIsRefusedOnTheNextRequestAndActiveAgainWorks) {
  const auto user = NewUser(kAccount, "ana");
  EXPECT_EQ(WhoAmI(user).status, 200);
  const auto set_status = [&](const char* status) {
    Must(Root(), "iam", "UpdateAccessKey",
         {{"UserName", "ana"}, {"AccessKeyId", user.access_key_id}, {"Status", status}});
  };
  set_status("Inactive");
  EXPECT_EQ(ErrorOf(WhoAmI(user)), kInvalidToken);
  set_status("Active");
  EXPECT_EQ(WhoAmI(user).status, 200);
}

TEST_F(CredentialsTest, DeletedKeyIsRefused) {
  const auto user = NewUser(kAccount, "ana");
  Must(Root(), "iam", "DeleteAccessKey",
       {{"UserName", "ana"}, {"AccessKeyId", user.access_key_id}});
  EXPECT_EQ(ErrorOf(WhoAmI(user)), kInvalidToken);
}

TEST_F(CredentialsTest, SessionIsItsRole) {
  const HttpResponse response = WhoAmI(AssumedRole());
  EXPECT_EQ(Element(response.body, "Arn"), "arn:aws:sts::111122223333:assumed-role/deployer/s1");
  EXPECT_TRUE(Element(response.body, "UserId").ends_with(":s1"));
  EXPECT_TRUE(Element(response.body, "UserId").starts_with("AROA"));
}

TEST_F(CredentialsTest, SessionExpiresAtItsInstant) {
  const auto session = AssumedRole();
  clock_.Advance(std::chrono::seconds(3599));
  EXPECT_EQ(WhoAmI(session).status, 200);
  clock_.Advance(std::chrono::seconds(1));
  const HttpResponse response = WhoAmI(session);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(ErrorOf(response), kExpired);
}

TEST_F(CredentialsTest, TemporaryKeyNeedsItsToken) {
  auto session = AssumedRole();
  session.session_token.clear();
  EXPECT_EQ(ErrorOf(WhoAmI(session)), kInvalidToken);
}

TEST_F(CredentialsTest, AnotherSessionsTokenIsRefused) {
  const auto one = AssumedRole();
  auto two = CredentialsIn(
      Must(NewUser(kAccount, "bob", kAllowAll), "sts", "AssumeRole",
           {{"RoleArn", "arn:aws:iam::111122223333:role/deployer"}, {"RoleSessionName", "s2"}}));
  two.session_token = one.session_token;
  EXPECT_EQ(ErrorOf(WhoAmI(two)), kInvalidToken);
}

TEST_F(CredentialsTest, AnAlteredTokenIsRefused) {
  const auto good = AssumedRole();
  for (const size_t at :
       {size_t{0}, good.session_token.size() / 2, good.session_token.size() - 5}) {
    auto session = good;
    session.session_token[at] = session.session_token[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(Element(WhoAmI(session).body, "Code"), "InvalidClientTokenId") << at;
  }
  auto cut = good;
  cut.session_token.resize(cut.session_token.size() / 2);
  EXPECT_EQ(Element(WhoAmI(cut).body, "Code"), "InvalidClientTokenId");
}

TEST_F(CredentialsTest, AnotherServersTokenIsRefused) {
  const auto session = AssumedRole();
  SeededIdSource other_ids{8};
  Service other(Settings{}, Environment{&clock_, &clock_, &other_ids});
  HttpRequest request = Request("sts", "GetCallerIdentity");
  SignRequest(&request, session, {"us-east-1", "sts"}, clock_.Now());
  EXPECT_EQ(Element(other.Handle(request).body, "Code"), "InvalidClientTokenId");
}

TEST_F(CredentialsTest, SessionDiesWithItsRoleEvenIfOneOfItsNameIsMadeAgain) {
  const auto session = AssumedRole();
  Must(Root(), "iam", "DeleteRole", {{"RoleName", "deployer"}});
  EXPECT_EQ(ErrorOf(WhoAmI(session)), kInvalidToken);
  Must(Root(), "iam", "CreateRole",
       {{"RoleName", "deployer"}, {"AssumeRolePolicyDocument", kTrustAccount}});
  EXPECT_EQ(ErrorOf(WhoAmI(session)), kInvalidToken);
}

TEST_F(CredentialsTest, SessionTokenOfAUserCannotCallIamWithoutMfa) {
  const auto user = NewUser(kAccount, "ana", kAllowAll);
  const auto session = CredentialsIn(Must(user, "sts", "GetSessionToken"));
  EXPECT_EQ(Element(WhoAmI(session).body, "Arn"), "arn:aws:iam::111122223333:user/ana");
  EXPECT_EQ(Element(Call(session, "iam", "ListUsers").body, "Code"), "InvalidClientTokenId");
}

TEST_F(CredentialsTest, StaleSignatureFollowsHostTimeNotSimulatedTime) {
  SimulatedClock host{kTestStart};
  Service service(Settings{}, Environment{&clock_, &host, &ids_});
  clock_.Advance(std::chrono::hours(24 * 90));
  HttpRequest request = Request("sts", "GetCallerIdentity");
  SignRequest(&request, Root(), {"us-east-1", "sts"}, host.Now());
  EXPECT_EQ(service.Handle(request).status, 200);
  host.Advance(std::chrono::minutes(16));
  EXPECT_EQ(ErrorOf(service.Handle(request)),
            "SignatureDoesNotMatch: Signature expired: 20260302T090000Z is now earlier than "
            "20260302T090100Z (20260302T091600Z - 15 min.)");
}

}  // namespace
}  // namespace mockaws
