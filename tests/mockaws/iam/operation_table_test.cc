// Rules that hold for each operation alike, tried on one good call of each.
#include "tests/mockaws/iam/operation_table.h"

#include <map>
#include <set>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/totp.h"
#include "mockaws/model/service_model.h"

namespace mockaws {
namespace {

// A placeholder that keeps every constraint, for calls that fail before it matters.
const std::map<std::string, std::string> kStandIns = {
    {"$policy", "arn:aws:iam::111122223333:policy/none"},
    {"$key", "AKIAIOSFODNN7EXAMPLE"},
    {"$ssh", "APKAAAAAAAAAAAAAAAAA"},
    {"$certificate", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {"$credential", "ACCAAAAAAAAAAAAAAAAAA"},
    {"$serial", "arn:aws:iam::111122223333:mfa/none"},
    {"$saml", "arn:aws:iam::111122223333:saml-provider/none"},
    {"$oidc", "arn:aws:iam::111122223333:oidc-provider/none"},
    {"$task",
     "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"
     "00000000-0000-4000-8000-000000000000"},
    {"$job", "00000000-0000-4000-8000-000000000000"},
    {"$delegation", "00000000-0000-4000-8000-000000000000"},
    {"$code1", "123456"},
    {"$code2", "123456"},
    {"$code3", "123456"},
    {"$code4", "123456"},
};

Parameters Filled(const Parameters& parameters, const std::map<std::string, std::string>& values) {
  Parameters filled = parameters;
  for (auto& [name, value] : filled) {
    const auto found = values.find(value);
    if (found != values.end()) value = found->second;
  }
  return filled;
}

std::string LowerFirst(std::string name) {
  // AWS's own way with acronyms: SSHPublicKeyId is told as sSHPublicKeyId.
  name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

class OperationTableTest : public IamTest {
 protected:
  const OperationModel& Model(const std::string& action) {
    const OperationModel* model = IamModel().Find(action);
    EXPECT_NE(model, nullptr) << action;
    return *model;
  }
};

TEST_F(OperationTableTest, EachOperationSucceeds) {
  const SigningCredentials caller = NewUser("caller", std::string(kAllowAll));
  std::map<std::string, std::string> values;
  for (const TableCall& call : OperationTable()) {
    const Answer answer = Call(call.action, Filled(call.parameters, values), caller);
    EXPECT_OUTCOME(answer, "ok") << call.action;
    if (!call.name.empty()) values["$" + call.name] = answer.Text(call.answer_path);
    if (call.action == "CreateVirtualMFADevice") {
      const auto base32 = Base64Decode(answer.Text("VirtualMFADevice.Base32StringSeed"));
      const auto seed = Base32Decode(*base32);
      for (int i = 1; i <= 4; ++i) {
        values["$code" + std::to_string(i)] = TotpCode(*seed, TotpStepAt(Now()) + i);
      }
    }
  }
}

// Each answer has every member that the model calls required.
TEST_F(OperationTableTest, EachAnswerHasItsRequiredMembers) {
  const SigningCredentials caller = NewUser("caller", std::string(kAllowAll));
  std::map<std::string, std::string> values = kStandIns;
  for (const TableCall& call : OperationTable()) {
    const Answer answer = Call(call.action, Filled(call.parameters, values), caller);
    if (!call.name.empty()) values["$" + call.name] = answer.Text(call.answer_path);
    const OperationModel& model = Model(call.action);
    if (answer.status != 200 || model.output == nullptr) continue;
    // A job still running has no results, required or not.
    if (answer.Text("JobStatus") == "IN_PROGRESS") continue;
    for (const ShapeMember& member : model.output->members) {
      EXPECT_TRUE(!member.required || answer.Has(member.name)) << call.action << member.name;
    }
  }
}

// In an empty account: authorization comes before existence.
TEST_F(OperationTableTest, ADeniedCallerIsToldTheActionAndNothingElse) {
  const SigningCredentials caller = NewUser("nobody");
  for (const TableCall& call : OperationTable()) {
    const Answer answer = Call(call.action, Filled(call.parameters, kStandIns), caller);
    EXPECT_EQ(answer.status, 403) << call.action;
    EXPECT_EQ(answer.code, "AccessDenied") << call.action;
    const std::string begins = "User: " + Arn("user/nobody") +
                               " is not authorized to perform: iam:" + call.action +
                               " on resource: ";
    const std::string ends =
        " because no identity-based policy allows the iam:" + call.action + " action";
    EXPECT_TRUE(answer.message.starts_with(begins)) << answer.message;
    EXPECT_TRUE(answer.message.ends_with(ends)) << answer.message;
  }
}

TEST_F(OperationTableTest, AnExplicitDenyIsToldAsSuch) {
  const SigningCredentials caller =
      NewUser("denied", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",)"
                        R"("Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}]})");
  for (const TableCall& call : OperationTable()) {
    const Answer answer = Call(call.action, Filled(call.parameters, kStandIns), caller);
    EXPECT_TRUE(answer.message.ends_with(" with an explicit deny in an identity-based policy"))
        << answer.message;
  }
}

// Even for a caller who may do nothing: validation comes before authorization.
TEST_F(OperationTableTest, EachMissingRequiredMemberIsNamed) {
  const SigningCredentials caller = NewUser("nobody");
  for (const TableCall& call : OperationTable()) {
    const OperationModel& model = Model(call.action);
    if (model.input == nullptr) continue;
    for (const ShapeMember& member : model.input->members) {
      if (!member.required) continue;
      Parameters parameters = Filled(call.parameters, kStandIns);
      std::erase_if(parameters, [&](const auto& parameter) {
        return parameter.first == member.name || parameter.first.starts_with(member.name + ".");
      });
      const Answer answer = Call(call.action, parameters, caller);
      EXPECT_EQ(answer.code, "ValidationError") << call.action << ' ' << member.name;
      EXPECT_TRUE(answer.message.find("at '" + LowerFirst(member.name) + "' failed to satisfy") !=
                  std::string::npos)
          << call.action << ": " << answer.message;
      EXPECT_TRUE(answer.message.find("Member must not be null") != std::string::npos)
          << answer.message;
    }
  }
}

// What breaks a member's constraint; empty if nothing does.
std::string BadValueFor(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::kString:
      if (!shape.enum_values.empty()) return "nonsense";
      return shape.max && *shape.max < 100'000 ? std::string(*shape.max + 1, '1') : "";
    case Shape::Kind::kInteger:
      if (shape.max) return std::to_string(*shape.max + 1);
      return shape.min ? std::to_string(*shape.min - 1) : "";
    case Shape::Kind::kBoolean:
      return "True";
    default:
      return "";
  }
}

TEST_F(OperationTableTest, EachConstraintIsChecked) {
  const SigningCredentials caller = NewUser("nobody");
  int tried = 0;
  for (const TableCall& call : OperationTable()) {
    const OperationModel& model = Model(call.action);
    if (model.input == nullptr) continue;
    for (const ShapeMember& member : model.input->members) {
      const std::string bad = BadValueFor(*member.shape);
      if (bad.empty()) continue;
      Parameters parameters = Filled(call.parameters, kStandIns);
      std::erase_if(parameters, [&](const auto& p) { return p.first == member.name; });
      parameters.push_back({member.name, bad});
      const Answer answer = Call(call.action, parameters, caller);
      EXPECT_EQ(answer.status, 400) << call.action << ' ' << member.name;
      EXPECT_TRUE(answer.code == "ValidationError" || answer.code == "MalformedInput")
          << call.action << ' ' << member.name << ' ' << answer.Outcome();
      ++tried;
    }
  }
  EXPECT_GT(tried, 200);
}

TEST_F(OperationTableTest, EachListRefusesAForeignMarker) {
  const SigningCredentials caller = NewUser("caller", std::string(kAllowAll));
  std::map<std::string, std::string> values = kStandIns;
  int tried = 0;
  for (const TableCall& call : OperationTable()) {
    Parameters parameters = Filled(call.parameters, values);
    const Answer answer = Call(call.action, parameters, caller);
    if (!call.name.empty()) values["$" + call.name] = answer.Text(call.answer_path);
    if (!Model(call.action).paginate || answer.status != 200) continue;
    if (call.action.starts_with("Simulate")) continue;  // whose markers are plain offsets
    EXPECT_TRUE(answer.Text("IsTruncated") == "false" || answer.Text("IsTruncated") == "true");
    parameters.push_back({"Marker", "QUJDREVGR0hJSktMTU5PUA=="});
    EXPECT_OUTCOME(Call(call.action, parameters, caller), "ValidationError (400): Invalid Marker.")
        << call.action;
    ++tried;
  }
  EXPECT_GT(tried, 25);
}

}  // namespace
}  // namespace mockaws
