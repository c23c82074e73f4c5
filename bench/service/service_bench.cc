// The request path without sockets: one SigV4 verification, and whole signed calls.
//
//   build/release/bench/service_bench --benchmark_repetitions=5

#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/service/service.h"
#include "mockaws/sigv4/signer.h"
#include "mockaws/sigv4/verifier.h"
#include "mockaws/wire/percent.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

const Instant kNow{std::chrono::milliseconds(1'772'442'000'000)};  // 2026-03-02T09:00:00Z

HttpRequest Signed(const std::string& service, const std::string& action,
                   const Parameters& parameters, const SigningCredentials& who) {
  HttpRequest request;
  request.headers = {{"Host", "127.0.0.1:4593"},
                     {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body =
      "Action=" + action + "&Version=" + (service == "sts" ? "2011-06-15" : "2010-05-08");
  for (const auto& [name, value] : parameters) {
    request.body += "&" + PercentEncode(name) + "=" + PercentEncode(value);
  }
  SignRequest(&request, who, {"us-east-1", service}, kNow);
  return request;
}

class OneKey : public CredentialLookup {
 public:
  ApiResult<std::string_view> FindSecret(std::string_view,
                                         std::optional<std::string_view>) override {
    return std::string_view("test");
  }
};

void BM_VerifySignature(benchmark::State& state) {
  const HttpRequest request = Signed("sts", "GetCallerIdentity", {}, {"111122223333", "test", ""});
  OneKey key;
  for (auto _ : state) {
    auto verified = VerifySignature(request, "sts", key, kNow);
    if (!verified.ok()) state.SkipWithError("the signature was refused");
    benchmark::DoNotOptimize(verified);
  }
}
BENCHMARK(BM_VerifySignature);

// A third party's user and a role that asks for an External ID.
class Handshake {
 public:
  Handshake() {
    const SigningCredentials owner{"111122223333", "test", ""};
    const SigningCredentials partner{"444455556666", "test", ""};
    Must("CreateRole",
         {{"RoleName", "R"},
          {"AssumeRolePolicyDocument",
           R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":)"
           R"({"AWS":"444455556666"},"Action":"sts:AssumeRole",)"
           R"("Condition":{"StringEquals":{"sts:ExternalId":"x-1"}}}})"}},
         owner);
    Must("CreateUser", {{"UserName", "u"}}, partner);
    Must("PutUserPolicy",
         {{"UserName", "u"},
          {"PolicyName", "p"},
          {"PolicyDocument", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
                             R"("Action":"sts:AssumeRole","Resource":"*"}})"}},
         partner);
    const std::string key = Must("CreateAccessKey", {{"UserName", "u"}}, partner);
    user_ = {Element(key, "AccessKeyId"), Element(key, "SecretAccessKey"), ""};
  }

  Service& service() { return service_; }
  const SigningCredentials& user() const { return user_; }

 private:
  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t start = xml.find("<" + name + ">") + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }

  std::string Must(const std::string& action, const Parameters& parameters,
                   const SigningCredentials& who) {
    const HttpResponse response = service_.Handle(Signed("iam", action, parameters, who));
    CHECK(response.status == 200, "a benchmark's setting could not be made");
    return response.body;
  }

  SimulatedClock clock_{kNow};
  RandomIdSource ids_;
  Service service_{Settings{}, Environment{&clock_, &clock_, &ids_}};
  SigningCredentials user_;
};

void Call(benchmark::State& state, const std::string& action, const Parameters& parameters) {
  Handshake handshake;
  const HttpRequest request = Signed("sts", action, parameters, handshake.user());
  for (auto _ : state) {
    const HttpResponse response = handshake.service().Handle(request);
    if (response.status != 200) state.SkipWithError("the call was refused");
  }
}

void BM_GetCallerIdentity(benchmark::State& state) { Call(state, "GetCallerIdentity", {}); }
BENCHMARK(BM_GetCallerIdentity);

void BM_AssumeRoleWithExternalId(benchmark::State& state) {
  Call(state, "AssumeRole",
       {{"RoleArn", "arn:aws:iam::111122223333:role/R"},
        {"RoleSessionName", "session"},
        {"ExternalId", "x-1"}});
}
BENCHMARK(BM_AssumeRoleWithExternalId);

}  // namespace
}  // namespace mockaws
