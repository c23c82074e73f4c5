// A whole server without sockets, driven by signed requests on a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/service/service.h"
#include "mockaws/sigv4/signer.h"
#include "mockaws/wire/percent.h"

namespace mockaws {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// 2026-03-02T09:00:00Z.
inline const Instant kTestStart{std::chrono::milliseconds(1'772'442'000'000)};

class ServiceTest : public testing::Test {
 protected:
  static constexpr const char* kAccount = "111122223333";
  static constexpr const char* kOtherAccount = "444455556666";

  static SigningCredentials Root(const std::string& account = kAccount) {
    return {account, "test", ""};
  }

  // An unsigned request of "iam" or "sts".
  static HttpRequest Request(const std::string& service, const std::string& action,
                             const Parameters& parameters = {}) {
    HttpRequest request;
    request.headers = {{"Host", "127.0.0.1:4593"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body =
        "Action=" + action + "&Version=" + (service == "sts" ? "2011-06-15" : "2010-05-08");
    for (const auto& [name, value] : parameters) {
      request.body += "&" + PercentEncode(name) + "=" + PercentEncode(value);
    }
    return request;
  }

  HttpResponse Call(const SigningCredentials& as, const std::string& service,
                    const std::string& action, const Parameters& parameters = {}) {
    HttpRequest request = Request(service, action, parameters);
    SignRequest(&request, as, {"us-east-1", service}, clock_.Now());
    return service_.Handle(request);
  }

  // The same, which must succeed.
  std::string Must(const SigningCredentials& as, const std::string& service,
                   const std::string& action, const Parameters& parameters = {}) {
    const HttpResponse response = Call(as, service, action, parameters);
    EXPECT_EQ(response.status, 200) << action << ": " << response.body;
    return response.body;
  }

  // The text of the first element of this name; empty if there is none.
  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t begin = xml.find("<" + name + ">");
    if (begin == std::string::npos) return "";
    const size_t start = begin + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }

  // "CODE: MESSAGE" of an error answer; the body itself if it is none.
  static std::string ErrorOf(const HttpResponse& response) {
    const std::string code = Element(response.body, "Code");
    return code.empty() ? response.body : code + ": " + Element(response.body, "Message");
  }

  static SigningCredentials CredentialsIn(const std::string& xml) {
    return {Element(xml, "AccessKeyId"), Element(xml, "SecretAccessKey"),
            Element(xml, "SessionToken")};
  }

  // A new user with a key; `policy`, if given, becomes an inline one.
  SigningCredentials NewUser(const std::string& account, const std::string& name,
                             const std::string& policy = "") {
    Must(Root(account), "iam", "CreateUser", {{"UserName", name}});
    if (!policy.empty()) {
      Must(Root(account), "iam", "PutUserPolicy",
           {{"UserName", name}, {"PolicyName", "inline"}, {"PolicyDocument", policy}});
    }
    return CredentialsIn(Must(Root(account), "iam", "CreateAccessKey", {{"UserName", name}}));
  }

  SimulatedClock clock_{kTestStart};
  SeededIdSource ids_{7};
  Service service_{Settings{}, Environment{&clock_, &clock_, &ids_}};
};

}  // namespace mockaws
