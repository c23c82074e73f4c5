#include "mockaws/catalog/pack/pack_service_authorization.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "mockaws/catalog/format/kinds.h"
#include "mockaws/catalog/format/layout.h"
#include "mockaws/catalog/format/packed_data.h"
#include "mockaws/wire/ascii.h"

namespace mockaws {

namespace {

using Layout = ServiceAuthorizationLayout;
using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

// Members in the order of their names in lower case, by which they are found.
std::vector<const Json::Member*> Sorted(const Json& object) {
  std::vector<const Json::Member*> members;
  for (const Json::Member& member : object.members()) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](const Json::Member* a, const Json::Member* b) {
    return LowerAscii(std::string_view(a->key)) < LowerAscii(std::string_view(b->key));
  });
  return members;
}

template <typename Enum, typename NameOf>
Result<uint32_t> Number(const std::string& name, Enum last, NameOf name_of) {
  for (uint32_t i = 0; i <= static_cast<uint32_t>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return i;
  }
  return Error{"unknown access level or key type: " + name};
}

class Packer {
 public:
  Result<std::string> Pack(const Json& tables) {
    out_.AddWords(Layout::kHeaderWords);
    std::set<std::string> rcp_services;
    for (const Json& prefix : tables.Find("rcp_services")->items()) {
      rcp_services.insert(prefix.AsString());
    }
    const auto services = Sorted(*tables.Find("services"));
    const auto count = static_cast<uint32_t>(services.size());
    const uint32_t first = out_.AddWords(count * Layout::kServiceWords);
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t at = first + i * Layout::kServiceWords;
      out_.SetWord(at + Layout::kSupportsRcps, rcp_services.count(services[i]->key) != 0 ? 1 : 0);
      RETURN_IF_ERROR(PackService(at, *services[i]));
    }
    out_.SetWord(Layout::kServiceCount, count);
    out_.SetWord(Layout::kServices, first);
    PackKeyPrefixes(*tables.Find("key_prefixes"));
    return out_.Finish(Layout::kKind);
  }

 private:
  void PackKeyPrefixes(const Json& prefixes) {
    const auto sorted = Sorted(prefixes);
    std::vector<uint32_t> lists;
    lists.reserve(sorted.size());
    for (const auto* prefix : sorted) lists.push_back(List(&prefix->value));
    const auto count = static_cast<uint32_t>(sorted.size());
    out_.SetWord(Layout::kKeyPrefixCount, count);
    out_.SetWord(Layout::kKeyPrefixes, out_.AddWords(0));
    for (uint32_t i = 0; i < count; ++i) {
      out_.AddWord(out_.AddText(sorted[i]->key));
      out_.AddWord(lists[i]);
    }
  }

  Result<void> PackService(uint32_t at, const Json::Member& service) {
    out_.SetWord(at + Layout::kPrefix, out_.AddText(service.key));
    out_.SetWord(at + Layout::kName, out_.AddText(service.value.Find("name")->AsString()));
    const Json& types = *service.value.Find("resource_types");
    const Json& actions = *service.value.Find("actions");
    const Json& keys = *service.value.Find("condition_keys");
    out_.SetWord(at + Layout::kResourceTypeCount, static_cast<uint32_t>(types.members().size()));
    out_.SetWord(at + Layout::kResourceTypes, PackTypes(types));
    out_.SetWord(at + Layout::kActionCount, static_cast<uint32_t>(actions.members().size()));
    ASSIGN_OR_RETURN(const uint32_t first_action, PackActions(actions));
    out_.SetWord(at + Layout::kActions, first_action);
    out_.SetWord(at + Layout::kConditionKeyCount, static_cast<uint32_t>(keys.members().size()));
    ASSIGN_OR_RETURN(const uint32_t first_key, PackKeys(keys));
    out_.SetWord(at + Layout::kConditionKeys, first_key);
    return {};
  }

  uint32_t PackTypes(const Json& types) {
    types_.clear();
    const auto sorted = Sorted(types);
    const uint32_t first = out_.AddWords(static_cast<uint32_t>(sorted.size()) * Layout::kTypeWords);
    uint32_t at = first;
    for (const auto* type : sorted) {
      out_.SetWord(at + Layout::kTypeName, out_.AddText(type->key));
      out_.SetWord(at + Layout::kTypeArn, out_.AddText(type->value.Find("arn")->AsString()));
      out_.SetWord(at + Layout::kTypeKeys, List(type->value.Find("keys")));
      types_[type->key] = at;
      at += Layout::kTypeWords;
    }
    return first;
  }

  Result<uint32_t> PackActions(const Json& actions) {
    const auto sorted = Sorted(actions);
    const uint32_t first =
        out_.AddWords(static_cast<uint32_t>(sorted.size()) * Layout::kActionWords);
    uint32_t at = first;
    for (const auto* action : sorted) {
      ASSIGN_OR_RETURN(const uint32_t level,
                       Number(action->value.Find("level")->AsString(),
                              AccessLevel::kPermissionsManagement, AccessLevelName));
      out_.SetWord(at + Layout::kActionName, out_.AddText(action->key));
      out_.SetWord(at + Layout::kActionLevel, level);
      out_.SetWord(at + Layout::kActionKeys, List(action->value.Find("keys")));
      if (const Json* uses = action->value.Find("resources")) {
        ASSIGN_OR_RETURN(const uint32_t first_use, PackUses(*uses));
        out_.SetWord(at + Layout::kActionUseCount, static_cast<uint32_t>(uses->items().size()));
        out_.SetWord(at + Layout::kActionUses, first_use);
      }
      at += Layout::kActionWords;
    }
    return first;
  }

  // A use is `name` or [`name`, keys]; a name that ends in `*` is required.
  Result<uint32_t> PackUses(const Json& uses) {
    const uint32_t first =
        out_.AddWords(static_cast<uint32_t>(uses.items().size()) * Layout::kUseWords);
    uint32_t at = first;
    for (const Json& use : uses.items()) {
      std::string name = use.is_array() ? use.items()[0].AsString() : use.AsString();
      const bool required = !name.empty() && name.back() == '*';
      if (required) name.pop_back();
      const auto type = types_.find(name);
      if (type == types_.end()) return Error{"no such resource type: " + name};
      out_.SetWord(at + Layout::kUseResourceType, type->second);
      out_.SetWord(at + Layout::kUseRequired, required ? 1 : 0);
      out_.SetWord(at + Layout::kUseKeys, List(use.is_array() ? &use.items()[1] : nullptr));
      at += Layout::kUseWords;
    }
    return first;
  }

  Result<uint32_t> PackKeys(const Json& keys) {
    const uint32_t first =
        out_.AddWords(static_cast<uint32_t>(keys.members().size()) * Layout::kKeyWords);
    uint32_t at = first;
    for (const auto* key : Sorted(keys)) {
      ASSIGN_OR_RETURN(
          const uint32_t type,
          Number(key->value.AsString(), ConditionKeyType::kArrayOfBool, ConditionKeyTypeName));
      out_.SetWord(at + Layout::kKeyName, out_.AddText(key->key));
      out_.SetWord(at + Layout::kKeyType, type);
      at += Layout::kKeyWords;
    }
    return first;
  }

  // nullptr: the empty list.
  uint32_t List(const Json* names) {
    std::vector<uint32_t> texts;
    if (names != nullptr) {
      for (const Json& name : names->items()) texts.push_back(out_.AddText(name.AsString()));
    }
    const auto known = lists_.find(texts);
    if (known != lists_.end()) return known->second;
    const uint32_t at = out_.AddWord(static_cast<uint32_t>(texts.size()));
    for (const uint32_t text : texts) out_.AddWord(text);
    lists_.emplace(std::move(texts), at);
    return at;
  }

  PackedWriter out_;
  std::map<std::string, uint32_t> types_;  // of the present service
  std::map<std::vector<uint32_t>, uint32_t> lists_;
};

}  // namespace

Result<std::string> PackServiceAuthorization(const Json& tables) { return Packer().Pack(tables); }

}  // namespace mockaws
