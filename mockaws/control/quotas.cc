#include "mockaws/control/quotas.h"

#include <algorithm>

namespace mockaws {

using policy_engine::Json;

namespace {

bool IsAccountId(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ControlError Invalid(std::string message) {
  return ControlError{400, "InvalidRequest", std::move(message)};
}

ControlResult<void> Change(const Json& change, Quotas* quotas) {
  if (!change.is_object()) return Invalid("member \"quotas\" must be an object");
  for (const Json::Member& member : change.members()) {
    int64_t value = 0;
    if (!member.value.is_number() || !member.value.AsInt64(&value) || value < 0) {
      return Invalid("the quota \"" + member.key + "\" must be a whole number, 0 or more");
    }
    if (!SetQuota(quotas, member.key, value)) {
      return Invalid("there is no quota \"" + member.key + "\"; GET this path for all of them");
    }
  }
  return {};
}

Json Render(std::string_view account_id, const Quotas& quotas) {
  Json json = Json::MakeObject();
  json.Set("account", Json::String(std::string(account_id)));
  Json& list = json.Set("quotas", Json::MakeObject());
  for (const QuotaName& entry : QuotaNames()) {
    list.Set(entry.name, Json::Number(quotas.*entry.quota));
  }
  return json;
}

}  // namespace

ControlResult<Json> AccountQuotas(ServerParts& parts, std::string_view account_id,
                                  const Json* change) {
  if (!IsAccountId(account_id)) return Invalid("\"account\" must be 12 digits");
  const Instant now = parts.environment.clock->Now();
  return parts.store.Write([&](State& state) -> ControlResult<Json> {
    Account& account = state.EnsureAccount(account_id, now);
    if (change == nullptr) return Render(account_id, account.settings().quotas);
    Quotas quotas = account.settings().quotas;
    RETURN_IF_ERROR(Change(*change, &quotas));
    account.edit_settings()->quotas = quotas;
    return Render(account_id, quotas);
  });
}

}  // namespace mockaws
