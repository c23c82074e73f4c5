// IamTest: a whole server without sockets; operations are called as real clients call them, signed
// and in Query form, and their XML answers taken apart.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mockaws/runtime/clock.h"
#include "mockaws/runtime/id_source.h"
#include "mockaws/service/service.h"
#include "mockaws/sigv4/signer.h"
#include "mockaws/wire/xml_reader.h"

namespace mockaws {

// What an operation answered.
struct Answer {
  int status = 0;
  std::string code;     // of an error, else empty
  std::string message;  // of an error
  std::string body;
  XmlElement result;  // the …Result element; empty if there is none

  // By a path of names and list positions: "Users.0.UserName" is the first member's UserName.
  // nullptr if there is none.
  const XmlElement* Find(std::string_view path) const;
  bool Has(std::string_view path) const { return Find(path) != nullptr; }
  // The element's text; "(absent)" if there is no such element.
  std::string Text(std::string_view path) const;
  // How many children the element has; -1 if there is no such element.
  int Count(std::string_view path) const;
  // Names of the element's children, separated by spaces.
  std::string Members(std::string_view path) const;
  // The value of a map's entry.
  std::string Entry(std::string_view map, std::string_view key) const;
  // "CODE (status): message", or "ok".
  std::string Outcome() const;
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

class IamTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kAccount = "111122223333";
  static constexpr std::string_view kOtherAccount = "444455556666";

  explicit IamTest(const Settings& settings = {});

  // `service`: "iam" or "sts".
  Answer CallService(std::string_view service, std::string_view action,
                     const Parameters& parameters, const SigningCredentials& who);
  Answer Call(std::string_view action, const Parameters& parameters,
              const SigningCredentials& who) {
    return CallService("iam", action, parameters, who);
  }
  // As the root user of kAccount.
  Answer Call(std::string_view action, const Parameters& parameters = {}) {
    return Call(action, parameters, Root());
  }
  // The same; a test that needs this to work fails at once if it doesn't.
  Answer Must(std::string_view action, const Parameters& parameters = {});

  static SigningCredentials Root(std::string_view account = kAccount);
  // An access key for a user of kAccount that is there already.
  SigningCredentials KeyOf(const std::string& user);
  // A new user with this inline policy ("" for none), and a key of its own.
  SigningCredentials NewUser(const std::string& name, const std::string& policy = {});
  // A session of a role of kAccount, which must trust the account's root.
  SigningCredentials AssumedRole(const std::string& role);
  // A new user who may do everything but `action`.
  SigningCredentials NewUserDenied(const std::string& action);

  void Advance(std::chrono::milliseconds by) { clock_.Advance(by); }
  Instant Now() const { return clock_.Now(); }
  static std::string Arn(std::string_view resource);

  static constexpr std::string_view kAllowAll =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
  static constexpr std::string_view kTrustAccount =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
      R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}})";

  SimulatedClock clock_;
  SeededIdSource ids_;
  Service service_;
};

// "ok", or the error in full: what tests compare.
#define EXPECT_OUTCOME(answer, expected) EXPECT_EQ((answer).Outcome(), expected)

}  // namespace mockaws
