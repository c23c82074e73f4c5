// SimulateCustomPolicy and SimulatePrincipalPolicy, asked in a few words.
#pragma once

#include <string>

#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {

inline const std::string kRead =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*",)"
    R"("Resource":"arn:aws:s3:::b/*"},{"Effect":"Deny","Action":"s3:GetObjectAcl",)"
    R"("Resource":"*"}]})";

class SimulationTest : public IamTest {
 protected:
  explicit SimulationTest(const Settings& settings = {}) : IamTest(settings) {}

  // One Allow of everything under a condition (`"Null":{"k":"true"}`).
  static std::string If(const std::string& condition) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",)"
           R"("Resource":"*","Condition":{)" +
           condition + "}}}";
  }
  // One statement without conditions.
  static std::string Says(const std::string& effect, const std::string& action,
                          const std::string& more = {}) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":")" + effect + R"(","Action":")" +
           action + R"(","Resource":"*")" + more + "}}";
  }
  // A resource policy of bucket b for these principals (JSON).
  static std::string OfBucket(const std::string& principals, const std::string& effect = "Allow") {
    return R"({"Version":"2012-10-17","Statement":{"Effect":")" + effect + R"(","Principal":)" +
           principals + R"(,"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}})";
  }
  static Parameters Entry(const std::string& key, const std::string& type,
                          const std::vector<std::string>& values, int number = 1) {
    const std::string prefix = "ContextEntries.member." + std::to_string(number) + ".";
    Parameters parameters;
    if (!key.empty()) parameters.push_back({prefix + "ContextKeyName", key});
    if (!type.empty()) parameters.push_back({prefix + "ContextKeyType", type});
    for (size_t i = 0; i < values.size(); ++i) {
      parameters.push_back(
          {prefix + "ContextKeyValues.member." + std::to_string(i + 1), values[i]});
    }
    return parameters;
  }
  // The decision on an Allow under a condition, given one entry.
  std::string Decides(const std::string& condition, const Parameters& more) {
    return Decision(Simulate(Question(If(condition), "s3:GetObject"), more));
  }
  static std::string Of(const std::string& path) { return "EvaluationResults.0." + path; }
  static std::string On(int resource, const std::string& path) {
    return Of("ResourceSpecificResults." + std::to_string(resource) + "." + path);
  }
  static Parameters Question(const std::string& policy, const std::string& action,
                             const std::string& resource = {}) {
    Parameters parameters = {{"PolicyInputList.member.1", policy},
                             {"ActionNames.member.1", action}};
    if (!resource.empty()) parameters.push_back({"ResourceArns.member.1", resource});
    return parameters;
  }
  Answer Simulate(Parameters parameters, const Parameters& more = {}) {
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call("SimulateCustomPolicy", parameters);
  }
  static std::string Decision(const Answer& answer) {
    return answer.status == 200 ? answer.Text("EvaluationResults.0.EvalDecision")
                                : answer.Outcome();
  }
};

class PrincipalSimulationTest : public SimulationTest {
 protected:
  PrincipalSimulationTest() {
    NewUser("Ann", kRead);
    Must("CreateGroup", {{"GroupName", "readers"}});
    Must("AttachGroupPolicy",
         {{"GroupName", "readers"}, {"PolicyArn", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}});
    Must("AddUserToGroup", {{"GroupName", "readers"}, {"UserName", "Ann"}});
  }
  Answer Ask(const std::string& action, const std::string& resource, const Parameters& more = {}) {
    Parameters parameters = {{"PolicySourceArn", Arn("user/wrong/path/ann")},
                             {"ActionNames.member.1", action},
                             {"ResourceArns.member.1", resource}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call("SimulatePrincipalPolicy", parameters);
  }
};

}  // namespace mockaws
