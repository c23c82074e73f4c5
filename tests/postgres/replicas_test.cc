// Several servers on one database: a write that one acknowledged holds for the next request to any
// other.
#include <gtest/gtest.h>

#include <thread>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "tests/mockaws/service/restart_fixture.h"
#include "tests/postgres/postgres_server.h"

namespace mockaws {
namespace {

constexpr const char* kAccount = "111122223333";

class FixedClock : public Clock {
 public:
  Instant Now() const override { return kTestStart; }
};

class Replicas : public testing::Test {
 protected:
  Replicas() {
    const std::string url = PostgresServer::Get().NewDatabase();
    for (auto& server : servers_) {
      auto storage = OpenPostgresStorage(url);
      EXPECT_TRUE(storage.ok()) << storage.error().message;
      server = std::make_unique<RunningServer>(std::move(storage).value(), &host_);
      EXPECT_TRUE(server->opened().ok()) << server->opened().error().message;
    }
  }

  HttpResponse Call(size_t server, const SigningCredentials& as, const std::string& service,
                    const std::string& action, const Parameters& parameters) {
    HttpRequest request;
    request.headers = {{"Host", "127.0.0.1:4593"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body =
        "Action=" + action + "&Version=" + (service == "sts" ? "2011-06-15" : "2010-05-08");
    for (const auto& [name, value] : parameters) {
      request.body += "&" + PercentEncode(name) + "=" + PercentEncode(value);
    }
    SignRequest(&request, as, {"us-east-1", service}, kTestStart);
    return servers_.at(server)->service().Handle(request);
  }
  HttpResponse Call(size_t server, const std::string& action, const Parameters& parameters = {}) {
    return Call(server, {kAccount, "test", ""}, "iam", action, parameters);
  }
  std::string Must(size_t server, const std::string& action, const Parameters& parameters = {}) {
    const HttpResponse response = Call(server, action, parameters);
    EXPECT_EQ(response.status, 200) << action << ": " << response.body;
    return response.body;
  }
  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t start = xml.find("<" + name + ">") + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }
  static SigningCredentials KeyIn(const std::string& xml) {
    return {Element(xml, "AccessKeyId"), Element(xml, "SecretAccessKey"),
            xml.find("<SessionToken>") == std::string::npos ? "" : Element(xml, "SessionToken")};
  }
  SigningCredentials MakeAna(const std::string& actions) {
    Must(0, "CreateUser", {{"UserName", "ana"}});
    Grant(0, actions);
    return KeyIn(Must(0, "CreateAccessKey", {{"UserName", "ana"}}));
  }
  void Grant(size_t server, const std::string& actions) {
    Must(server, "PutUserPolicy",
         {{"UserName", "ana"},
          {"PolicyName", "p"},
          {"PolicyDocument", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" +
                                 actions + R"(","Resource":"*"}})"}});
  }

  // Makes the same call on both servers at once; how many succeeded.
  int Succeed(const std::string& action, const Parameters& parameters) {
    int statuses[2] = {0, 0};
    std::thread other([&] { statuses[1] = Call(1, action, parameters).status; });
    statuses[0] = Call(0, action, parameters).status;
    other.join();
    return (statuses[0] == 200 ? 1 : 0) + (statuses[1] == 200 ? 1 : 0);
  }

  FixedClock host_;
  std::array<std::unique_ptr<RunningServer>, 2> servers_;
};

TEST_F(Replicas, SeeEachOthersWritesAtTheNextRequest) {
  for (int i = 0; i < 20; ++i) {
    const Parameters user = {{"UserName", "user" + std::to_string(i)}};
    Must(i % 2, "CreateUser", user);
    Must(1 - i % 2, "GetUser", user);
    Must(1 - i % 2, "DeleteUser", user);
    EXPECT_EQ(Call(i % 2, "GetUser", user).status, 404);
  }
}

TEST_F(Replicas, AnswerFromNoStalePolicy) {
  const SigningCredentials ana = MakeAna("iam:ListUsers");
  for (int round = 0; round < 10; ++round) {
    Grant(round % 2, "iam:ListUsers");
    EXPECT_EQ(Call(1 - round % 2, ana, "iam", "ListUsers", {}).status, 200);
    Grant(round % 2, "iam:ListRoles");
    EXPECT_EQ(Call(1 - round % 2, ana, "iam", "ListUsers", {}).status, 403);
  }
}

TEST_F(Replicas, TakeEachOthersSessionsAndRefuseDeadKeys) {
  const SigningCredentials ana = MakeAna("*");
  const HttpResponse token = Call(0, ana, "sts", "GetSessionToken", {});
  ASSERT_EQ(token.status, 200);
  EXPECT_EQ(Call(1, KeyIn(token.body), "sts", "GetCallerIdentity", {}).status, 200);
  Must(0, "UpdateAccessKey",
       {{"UserName", "ana"}, {"AccessKeyId", ana.access_key_id}, {"Status", "Inactive"}});
  EXPECT_EQ(Call(1, ana, "sts", "GetCallerIdentity", {}).status, 403);
}

TEST_F(Replicas, RefuseEachOthersUsedMfaCodes) {
  const SigningCredentials ana = MakeAna("*");
  const std::string made = Must(0, "CreateVirtualMFADevice", {{"VirtualMFADeviceName", "phone"}});
  const auto seed = Base32Decode(*Base64Decode(Element(made, "Base32StringSeed")));
  const int64_t step = TotpStepAt(kTestStart);
  const std::string serial = "arn:aws:iam::111122223333:mfa/phone";
  Must(0, "EnableMFADevice",
       {{"UserName", "ana"},
        {"SerialNumber", serial},
        {"AuthenticationCode1", TotpCode(*seed, step)},
        {"AuthenticationCode2", TotpCode(*seed, step + 1)}});
  for (int64_t i = 0; i < 2; ++i) {
    const Parameters code = {{"SerialNumber", serial}, {"TokenCode", TotpCode(*seed, step + i)}};
    int statuses[2] = {0, 0};
    std::thread other([&] { statuses[1] = Call(1, ana, "sts", "GetSessionToken", code).status; });
    statuses[0] = Call(0, ana, "sts", "GetSessionToken", code).status;
    other.join();
    EXPECT_EQ(statuses[0] + statuses[1], 200 + 403);
    EXPECT_EQ(Call(0, ana, "sts", "GetSessionToken", code).status, 403);
    EXPECT_EQ(Call(1, ana, "sts", "GetSessionToken", code).status, 403);
  }
}

TEST_F(Replicas, LearnOfEachOthersLastUses) {
  const SigningCredentials ana = MakeAna("*");
  EXPECT_EQ(Call(1, ana, "iam", "ListRoles", {}).status, 200);
  EXPECT_EQ(Call(0, ana, "iam", "ListGroups", {}).status, 200);
  servers_[1].reset();
  const std::string used = Must(0, "GetAccessKeyLastUsed", {{"AccessKeyId", ana.access_key_id}});
  EXPECT_EQ(Element(used, "ServiceName"), "iam");
  servers_[0]->store().Read([](const State& state) {
    const std::string& id = state.FindAccount(kAccount)->users.Find("ana")->id;
    EXPECT_EQ(state.usage.ActionsOf(id).size(), 2u);
    return 0;
  });
}

TEST_F(Replicas, KeepNamesUniqueUnderConcurrentWriters) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Succeed("CreateUser", {{"UserName", "user" + std::to_string(i)}}), 1);
  }
}

TEST_F(Replicas, KeepQuotasUnderConcurrentWriters) {
  for (int i = 0; i < 10; ++i) {
    const Parameters user = {{"UserName", "user" + std::to_string(i)}};
    Must(0, "CreateUser", user);
    Must(0, "CreateAccessKey", user);
    EXPECT_EQ(Succeed("CreateAccessKey", user), 1);
  }
}

}  // namespace
}  // namespace mockaws
