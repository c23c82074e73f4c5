#include "simulator/runner/exchange.h"

#include <algorithm>
#include <array>

#include "simulator/runner/json_members.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr std::string_view kNotShown = "(not shown)";

// Reports travel further than credentials should.
bool IsSecret(std::string_view member) {
  static constexpr std::array<std::string_view, 11> kSecrets = {
      "SecretAccessKey", "SessionToken",  "Password",         "NewPassword",
      "OldPassword",     "SAMLAssertion", "WebIdentityToken", "ServicePassword",
      "PrivateKey",      "QRCodePNG",     "Base32StringSeed"};
  return std::find(kSecrets.begin(), kSecrets.end(), member) != kSecrets.end();
}

Json WithoutSecrets(const Json& value) {
  if (value.is_array()) {
    Json list = Json::MakeArray();
    for (const Json& item : value.items()) list.Append(WithoutSecrets(item));
    return list;
  }
  if (!value.is_object()) return value;
  Json object = Json::MakeObject();
  for (const Json::Member& member : value.members()) {
    object.Set(member.key, IsSecret(member.key) ? Json::String(std::string(kNotShown))
                                                : WithoutSecrets(member.value));
  }
  return object;
}

Json DecisionOf(const std::string& id, ApiClient& client) {
  if (id.empty()) return {};
  auto record = client.ControlJson("decisions/" + id + "?documents=true");
  return record.ok() ? std::move(record).value() : Json();
}

}  // namespace

Exchange TraceCall(const std::string& call, const mockaws::QueryParameters& parameters,
                   const ApiAnswer& answer, ApiClient& client) {
  Exchange exchange;
  exchange.title = call;
  for (const auto& [name, value] : parameters) {
    exchange.parameters.emplace_back(name, IsSecret(name) ? std::string(kNotShown) : value);
  }
  exchange.status = answer.status;
  exchange.error_code = answer.error_code;
  exchange.error_message = answer.error_message;
  exchange.result = WithoutSecrets(answer.result);
  exchange.decision = DecisionOf(answer.decision_id, client);
  return exchange;
}

Exchange TraceQuestion(const Json& record, ApiClient& client) {
  Exchange exchange;
  for (const Json& authorization : ItemsOf(record, "authorizations")) {
    exchange.title = TextOf(authorization, "action") + " on " + TextOf(authorization, "resource");
  }
  exchange.decision = DecisionOf(TextOf(record, "id"), client);
  return exchange;
}

}  // namespace simulator
