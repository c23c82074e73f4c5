// What outlives the server, and what happens when it can't.
#include <gtest/gtest.h>

#include "../storage/temporary_directory.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "mockaws/storage/files.h"
#include "restart_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kAccount = "111122223333";
constexpr const char* kAllowAll =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

// The machine's clock, in the test's hand.
class HandClock : public Clock {
 public:
  Instant Now() const override { return now; }
  Instant now = kTestStart;
};

class RestartTest : public testing::Test {
 protected:
  RestartTest() { Start(); }

  void Start() {
    server_ = std::make_unique<RunningServer>(OpenMemoryStorage(rows_), &host_);
    ASSERT_TRUE(server_->opened().ok()) << server_->opened().error().message;
  }
  void Restart() {
    server_.reset();
    Start();
  }

  HttpResponse Call(const SigningCredentials& as, const std::string& service,
                    const std::string& action, const Parameters& parameters = {}) {
    HttpRequest request;
    request.headers = {{"Host", "127.0.0.1:4593"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body =
        "Action=" + action + "&Version=" + (service == "sts" ? "2011-06-15" : "2010-05-08");
    for (const auto& [name, value] : parameters) {
      request.body += "&" + PercentEncode(name) + "=" + PercentEncode(value);
    }
    SignRequest(&request, as, {"us-east-1", service}, host_.now);
    return server_->service().Handle(request);
  }
  HttpResponse Call(const std::string& action, const Parameters& parameters = {}) {
    return Call({kAccount, "test", ""}, "iam", action, parameters);
  }
  std::string Must(const std::string& action, const Parameters& parameters = {}) {
    const HttpResponse response = Call(action, parameters);
    EXPECT_EQ(response.status, 200) << action << ": " << response.body;
    return response.body;
  }

  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t begin = xml.find("<" + name + ">");
    if (begin == std::string::npos) return "";
    const size_t start = begin + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }
  static SigningCredentials CredentialsIn(const std::string& xml) {
    return {Element(xml, "AccessKeyId"), Element(xml, "SecretAccessKey"),
            Element(xml, "SessionToken")};
  }

  // Everything a user can hold, a role, a group, policies.
  SigningCredentials MakeAna() {
    Must("CreateGroup", {{"GroupName", "staff"}});
    Must("CreateUser",
         {{"UserName", "Ana"}, {"Tags.member.1.Key", "team"}, {"Tags.member.1.Value", "blue"}});
    Must("AddUserToGroup", {{"GroupName", "staff"}, {"UserName", "Ana"}});
    Must("PutUserPolicy",
         {{"UserName", "Ana"}, {"PolicyName", "all"}, {"PolicyDocument", kAllowAll}});
    Must("AttachUserPolicy",
         {{"UserName", "Ana"}, {"PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
    Must("CreateLoginProfile", {{"UserName", "Ana"}, {"Password", "Correct-Horse-7"}});
    Must("CreatePolicy", {{"PolicyName", "own"}, {"PolicyDocument", kAllowAll}});
    Must("CreateRole", {{"RoleName", "helper"},
                        {"AssumeRolePolicyDocument",
                         R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)"
                         R"({"AWS":"arn:aws:iam::111122223333:user/Ana"},)"
                         R"("Action":"sts:AssumeRole"}]})"}});
    return CredentialsIn(Must("CreateAccessKey", {{"UserName", "Ana"}}));
  }

  // Gives Ana a virtual MFA device and returns its seed.
  std::string MakeAnasDevice() {
    const std::string made = Must("CreateVirtualMFADevice", {{"VirtualMFADeviceName", "phone"}});
    const auto seed = Base32Decode(*Base64Decode(Element(made, "Base32StringSeed")));
    const int64_t step = TotpStepAt(host_.now);
    Must("EnableMFADevice", {{"UserName", "Ana"},
                             {"SerialNumber", kDevice},
                             {"AuthenticationCode1", TotpCode(*seed, step)},
                             {"AuthenticationCode2", TotpCode(*seed, step + 1)}});
    return *seed;
  }
  static Parameters Code(const std::string& code) {
    return {{"SerialNumber", kDevice}, {"TokenCode", code}};
  }
  static constexpr const char* kDevice = "arn:aws:iam::111122223333:mfa/phone";

  std::string Details() {
    const std::string body = Must("GetAccountAuthorizationDetails");
    return Element(body, "GetAccountAuthorizationDetailsResult");
  }

  HandClock host_;
  std::shared_ptr<MemoryRows> rows_ = MakeMemoryRows();
  std::unique_ptr<RunningServer> server_;
};

TEST_F(RestartTest, GivesBackTheStateExactly) {
  MakeAna();
  const std::string before = Details();
  Restart();
  EXPECT_EQ(Details(), before);
  EXPECT_EQ(Call("DeleteUser", {{"UserName", "ANA"}}).status, 409);
}

TEST_F(RestartTest, KeepsKeysAndSessionsInForce) {
  const SigningCredentials ana = MakeAna();
  const HttpResponse assumed =
      Call(ana, "sts", "AssumeRole",
           {{"RoleArn", "arn:aws:iam::111122223333:role/helper"}, {"RoleSessionName", "session"}});
  ASSERT_EQ(assumed.status, 200) << assumed.body;
  const SigningCredentials session = CredentialsIn(assumed.body);
  Restart();
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 200);
  const HttpResponse who = Call(session, "sts", "GetCallerIdentity");
  EXPECT_EQ(Element(who.body, "Arn"), "arn:aws:sts::111122223333:assumed-role/helper/session");
  EXPECT_EQ(
      Call(ana, "sts", "AssumeRole",
           {{"RoleArn", "arn:aws:iam::111122223333:role/helper"}, {"RoleSessionName", "other"}})
          .status,
      200);
}

TEST_F(RestartTest, RefusesAnMfaCodeThatWasUsedUp) {
  const SigningCredentials ana = MakeAna();
  const std::string seed = MakeAnasDevice();
  const int64_t step = TotpStepAt(host_.now);
  const Parameters first = Code(TotpCode(seed, step));
  const Parameters second = Code(TotpCode(seed, step + 1));
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", first).status, 200);
  // A refused call uses its code up too.
  Parameters refused = second;
  refused.emplace_back("RoleArn", "arn:aws:iam::111122223333:role/nobodys");
  refused.emplace_back("RoleSessionName", "session");
  EXPECT_EQ(Call(ana, "sts", "AssumeRole", refused).status, 403);
  // What the disk has at this moment, as after a crash.
  const std::shared_ptr<MemoryRows> crashed = CopyRows(rows_);
  server_.reset();
  rows_ = crashed;
  Start();
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", first).status, 403);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", second).status, 403);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", Code(TotpCode(seed, step + 2))).status, 200);
}

TEST_F(RestartTest, CountsTriesOfMfaCodesOn) {
  const SigningCredentials ana = MakeAna();
  const std::string seed = MakeAnasDevice();
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(Call(ana, "sts", "GetSessionToken", Code("000000")).status, 403);
  }
  Restart();
  const Parameters good = Code(TotpCode(seed, TotpStepAt(host_.now)));
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", good).status, 403);
  host_.now += std::chrono::minutes(3);
  const Parameters later = Code(TotpCode(seed, TotpStepAt(host_.now)));
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", later).status, 200);
}

TEST_F(RestartTest, GivesNoSessionForACodeThatCanNotBeMarkedAsUsed) {
  const SigningCredentials ana = MakeAna();
  const std::string seed = MakeAnasDevice();
  const Parameters code = Code(TotpCode(seed, TotpStepAt(host_.now)));
  FailCommits(rows_.get(), "the disk is full");
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", code).status, 500);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken").status, 200);
  FailCommits(rows_.get(), "");
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", code).status, 200);
}

TEST_F(RestartTest, ASnapshotHoldsTheMfaCodesThatWereUsedUp) {
  const SigningCredentials ana = MakeAna();
  const std::string seed = MakeAnasDevice();
  const int64_t step = TotpStepAt(host_.now);
  const Parameters before = Code(TotpCode(seed, step));
  const Parameters after = Code(TotpCode(seed, step + 1));
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", before).status, 200);
  EXPECT_EQ(server_->Control("POST", "snapshots", R"({"name":"start"})").status, 200);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", after).status, 200);
  EXPECT_EQ(server_->Control("POST", "snapshots/start/restore").status, 200);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", before).status, 403);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", after).status, 200);
}

TEST_F(RestartTest, RemembersLastUses) {
  const SigningCredentials ana = MakeAna();
  EXPECT_EQ(Call(ana, "iam", "ListRoles").status, 200);
  EXPECT_EQ(server_
                ->Control("POST", "sign-in",
                          R"({"account":"111122223333","user":"Ana",)"
                          R"("password":"Correct-Horse-7"})")
                .status,
            200);
  const auto uses = [&] {
    const std::string used = Must("GetAccessKeyLastUsed", {{"AccessKeyId", ana.access_key_id}});
    return Element(used, "AccessKeyLastUsed") +
           Element(Must("GetUser", {{"UserName", "Ana"}}), "PasswordLastUsed");
  };
  const std::string before = uses();
  EXPECT_NE(before.find("<ServiceName>iam</ServiceName>"), std::string::npos) << before;
  EXPECT_NE(before.find("2026"), std::string::npos) << before;
  host_.now += std::chrono::hours(1);
  Restart();
  EXPECT_EQ(uses(), before);
  server_->store().Read([](const State& state) {
    const std::string& id = state.FindAccount(kAccount)->users.Find("ana")->id;
    EXPECT_EQ(state.usage.ActionsOf(id).at("iam:ListRoles").region, "us-east-1");
    return 0;
  });
}

TEST_F(RestartTest, ForgetsLastUsesAtOnceWithWhatTheyAreOf) {
  MakeAna();
  Restart();
  const auto root_use = [&] {
    return server_->store().Read(
        [](const State& state) { return state.usage.OfPrincipal(kAccount).has_value(); });
  };
  EXPECT_TRUE(root_use());
  EXPECT_EQ(server_->Control("POST", "reset").status, 200);
  // As after a crash.
  const std::shared_ptr<MemoryRows> crashed = CopyRows(rows_);
  server_.reset();
  rows_ = crashed;
  Start();
  EXPECT_FALSE(root_use());
}

TEST_F(RestartTest, KeepsLastUsesThatCouldNotBeStoredForLater) {
  const SigningCredentials ana = MakeAna();
  FailCommits(rows_.get(), "the disk is full");
  EXPECT_EQ(Call(ana, "iam", "ListRoles").status, 200);
  EXPECT_EQ(
      Call("DeleteAccessKey", {{"UserName", "Ana"}, {"AccessKeyId", ana.access_key_id}}).status,
      500);
  FailCommits(rows_.get(), "");
  Restart();
  server_->store().Read([](const State& state) {
    const std::string& id = state.FindAccount(kAccount)->users.Find("ana")->id;
    EXPECT_TRUE(state.usage.OfPrincipal(id).has_value());
    return 0;
  });
}

TEST_F(RestartTest, LetsTheClockGoOnWhereItWas) {
  server_->Control("POST", "clock", R"({"advance":"P30D"})");
  const Instant before = server_->clock().Now();
  EXPECT_EQ(before - host_.now, std::chrono::days(30));
  Restart();
  EXPECT_EQ(server_->clock().Now(), before);
}

TEST_F(RestartTest, DoesNotReviveWhatHadExpiredWhenTheMachinesClockGoesBack) {
  const SigningCredentials ana = MakeAna();
  const HttpResponse assumed =
      Call(ana, "sts", "AssumeRole",
           {{"RoleArn", "arn:aws:iam::111122223333:role/helper"}, {"RoleSessionName", "session"}});
  const SigningCredentials session = CredentialsIn(assumed.body);
  host_.now += std::chrono::hours(2);
  Must("CreateUser", {{"UserName", "late"}});
  EXPECT_EQ(Element(Call(session, "sts", "GetCallerIdentity").body, "Code"), "ExpiredToken");
  // While it runs.
  host_.now -= std::chrono::hours(2);
  EXPECT_EQ(Element(Call(session, "sts", "GetCallerIdentity").body, "Code"), "ExpiredToken");
  // And across a restart.
  Restart();
  EXPECT_EQ(Element(Call(session, "sts", "GetCallerIdentity").body, "Code"), "ExpiredToken");
}

TEST_F(RestartTest, ForgetsWhatWasResetForGood) {
  MakeAna();
  EXPECT_EQ(server_->Control("POST", "reset").status, 200);
  Must("CreateUser", {{"UserName", "Ben"}});
  const std::string before = Details();
  Restart();
  EXPECT_EQ(Details(), before);
  EXPECT_EQ(Call("GetUser", {{"UserName", "Ana"}}).status, 404);
}

TEST_F(RestartTest, GoesBackToASnapshotForGood) {
  MakeAna();
  const std::string before = Details();
  EXPECT_EQ(server_->Control("POST", "snapshots", R"({"name":"start"})").status, 200);
  Must("DetachUserPolicy",
       {{"UserName", "Ana"}, {"PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"}});
  Must("CreateUser", {{"UserName", "Ben"}});
  Must("CreateRole", {{"RoleName", "other"},
                      {"AssumeRolePolicyDocument",
                       R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)"
                       R"({"AWS":"111122223333"},"Action":"sts:AssumeRole"}]})"}});
  Call({"999988887777", "test", ""}, "iam", "ListUsers");
  EXPECT_EQ(server_->Control("POST", "snapshots/start/restore").status, 200);
  EXPECT_EQ(Details(), before);
  Restart();
  EXPECT_EQ(Details(), before);
  server_->store().Read([](const State& state) {
    EXPECT_EQ(state.accounts().size(), 1u);
    return 0;
  });
}

TEST_F(RestartTest, UndoesWhatCanNotBeStoredAndSaysSo) {
  MakeAna();
  const std::string before = Details();
  FailCommits(rows_.get(), "the disk is full");
  const HttpResponse refused = Call("CreateUser", {{"UserName", "Ben"}});
  EXPECT_EQ(refused.status, 500);
  EXPECT_EQ(Element(refused.body, "Code"), "InternalFailure");
  EXPECT_EQ(Element(refused.body, "Message"), "The change could not be stored: the disk is full");
  EXPECT_EQ(Details(), before);
  EXPECT_EQ(Call({"999988887777", "test", ""}, "iam", "ListUsers").status, 500);
  FailCommits(rows_.get(), "");
  Must("CreateUser", {{"UserName", "Ben"}});
  const std::string after = Details();
  Restart();
  EXPECT_EQ(Details(), after);
}

TEST_F(RestartTest, IsRefusedWithAnotherKey) {
  MakeAna();
  server_.reset();
  const RunningServer other(OpenMemoryStorage(rows_), &host_, std::string(32, 'x'));
  ASSERT_FALSE(other.opened().ok());
}

TEST(SqliteRestart, GivesBackUsersAndSeesFlippedBits) {
  const TemporaryDirectory directory;
  HandClock host;
  {
    RunningServer server(*OpenSqliteStorage(directory.path()), &host);
    ASSERT_TRUE(server.opened().ok());
    ASSERT_TRUE(server.store().EnsureAccount(kAccount, host.now).ok());
  }
  {
    const auto storage = OpenSqliteStorage(directory.path());
    const StoredRow row{"", "account", kAccount, R"({"created":5})", "0123456789abcdef"};
    ASSERT_TRUE((*storage)->Commit({{row, false}}).ok());
  }
  const RunningServer server(*OpenSqliteStorage(directory.path()), &host);
  ASSERT_FALSE(server.opened().ok());
  EXPECT_NE(server.opened().error().message.find(
                "row (, account, 111122223333) is not as it was written"),
            std::string::npos)
      << server.opened().error().message;
}

}  // namespace
}  // namespace mockaws
