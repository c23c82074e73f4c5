// `--consistency delayed:SECONDS`: changes are stored and shown at once, and take effect later, by
// simulated time, as AWS's own may ("Troubleshoot IAM": changes are not always immediately
// visible).
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "restart_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kAccount = "111122223333";
constexpr std::chrono::seconds kDelay(10);

class HandClock : public Clock {
 public:
  Instant Now() const override { return now; }
  Instant now = kTestStart;
};

class DelayedEffects : public testing::Test {
 protected:
  DelayedEffects() : server_(OpenMemoryStorage(MakeMemoryRows()), &host_) {
    EXPECT_TRUE(server_.opened().ok());
    server_.store().DelayEffects(kDelay, &server_.clock());
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
    return server_.service().Handle(request);
  }
  std::string Must(const std::string& action, const Parameters& parameters = {}) {
    const HttpResponse response = Call({kAccount, "test", ""}, "iam", action, parameters);
    EXPECT_EQ(response.status, 200) << action << ": " << response.body;
    return response.body;
  }
  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t start = xml.find("<" + name + ">") + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }
  SigningCredentials MakeAna() {
    Must("CreateUser", {{"UserName", "ana"}});
    const std::string key = Must("CreateAccessKey", {{"UserName", "ana"}});
    return {Element(key, "AccessKeyId"), Element(key, "SecretAccessKey"), ""};
  }
  void Allow(const std::string& action) {
    Must("PutUserPolicy",
         {{"UserName", "ana"},
          {"PolicyName", "p"},
          {"PolicyDocument", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" +
                                 action + R"(","Resource":"*"}})"}});
  }
  void Pass(std::chrono::milliseconds time) { host_.now += time; }

  HandClock host_;
  RunningServer server_;
};

TEST_F(DelayedEffects, ANewKeyIsUnknownAtFirst) {
  const SigningCredentials ana = MakeAna();
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
  Pass(kDelay - std::chrono::milliseconds(1));
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
  Pass(std::chrono::milliseconds(1));
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 200);
}

TEST_F(DelayedEffects, APolicyIsShownAtOnceAndBindsLater) {
  const SigningCredentials ana = MakeAna();
  Pass(kDelay);
  Allow("iam:ListUsers");
  Must("GetUserPolicy", {{"UserName", "ana"}, {"PolicyName", "p"}});
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 403);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 200);
  Allow("iam:ListRoles");
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 200);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 403);
}

TEST_F(DelayedEffects, ADeadKeyLivesOnForAWhile) {
  const SigningCredentials ana = MakeAna();
  Pass(kDelay);
  Must("DeleteAccessKey", {{"UserName", "ana"}, {"AccessKeyId", ana.access_key_id}});
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 200);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
}

TEST_F(DelayedEffects, ANewRoleCannotBeAssumedAtFirst) {
  const SigningCredentials ana = MakeAna();
  Allow("sts:AssumeRole");
  Pass(kDelay);
  Must("CreateRole", {{"RoleName", "r"},
                      {"AssumeRolePolicyDocument",
                       R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":)"
                       R"({"AWS":"111122223333"},"Action":"sts:AssumeRole"}})"}});
  const Parameters assume = {{"RoleArn", "arn:aws:iam::111122223333:role/r"},
                             {"RoleSessionName", "s1"}};
  EXPECT_EQ(Call(ana, "sts", "AssumeRole", assume).status, 403);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "sts", "AssumeRole", assume).status, 200);
}

TEST_F(DelayedEffects, NamesAreTakenAtOnce) {
  MakeAna();
  EXPECT_EQ(Call({kAccount, "test", ""}, "iam", "CreateUser", {{"UserName", "ANA"}}).status, 409);
}

// Runs a hook before each commit, as if the disk were slow.
class SlowStorage : public Storage {
 public:
  explicit SlowStorage(const std::function<void()>* before_commit)
      : before_commit_(before_commit), rows_(OpenMemoryStorage(MakeMemoryRows())) {}

  Result<uint64_t> Load(const RowSink& take) override { return rows_->Load(take); }
  Result<uint64_t> Commit(const std::vector<RowChange>& changes) override {
    (*before_commit_)();
    return rows_->Commit(changes);
  }

 private:
  const std::function<void()>* const before_commit_;
  const std::unique_ptr<Storage> rows_;
};

TEST(DelayedReset, TakesNobodysAccountAwayWhileItIsStored) {
  const HandClock host;
  std::atomic<bool> armed = false;
  std::function<void()> call;
  std::future<int> status;
  const std::function<void()> before_commit = [&] {
    if (armed.exchange(false)) call();
  };
  RunningServer server(std::make_unique<SlowStorage>(&before_commit), &host);
  server.store().DelayEffects(kDelay, &server.clock());
  const auto list_users = [&] {
    HttpRequest request;
    request.headers = {{"Host", "127.0.0.1:4593"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=ListUsers&Version=2010-05-08";
    SignRequest(&request, {kAccount, "test", ""}, {"us-east-1", "iam"}, kTestStart);
    return server.service().Handle(request).status;
  };
  EXPECT_EQ(list_users(), 200);
  call = [&] {
    status = std::async(std::launch::async, list_users);
    // It ends after the commit only, or at once in a fault.
    status.wait_for(std::chrono::milliseconds(50));
  };
  armed = true;
  EXPECT_EQ(server.Control("POST", "reset").status, 200);
  ASSERT_TRUE(status.valid());
  EXPECT_EQ(status.get(), 200);
}

TEST_F(DelayedEffects, AUsedMfaCodeIsRefusedAtOnce) {
  const SigningCredentials ana = MakeAna();
  const std::string serial = "arn:aws:iam::111122223333:mfa/phone";
  const std::string made = Must("CreateVirtualMFADevice", {{"VirtualMFADeviceName", "phone"}});
  const auto seed = Base32Decode(*Base64Decode(Element(made, "Base32StringSeed")));
  const int64_t step = TotpStepAt(host_.now);
  Must("EnableMFADevice", {{"UserName", "ana"},
                           {"SerialNumber", serial},
                           {"AuthenticationCode1", TotpCode(*seed, step)},
                           {"AuthenticationCode2", TotpCode(*seed, step + 1)}});
  Pass(kDelay);
  const Parameters code = {{"SerialNumber", serial}, {"TokenCode", TotpCode(*seed, step)}};
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", code).status, 200);
  EXPECT_EQ(Call(ana, "sts", "GetSessionToken", code).status, 403);
}

}  // namespace
}  // namespace mockaws
