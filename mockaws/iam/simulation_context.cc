#include "mockaws/iam/simulation_context.h"

#include <algorithm>

#include "mockaws/crypto/encoding.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/base/time.h"
#include "policy_engine/pattern/ip.h"
#include "policy_engine/pattern/regex.h"

namespace mockaws {
namespace {

// `expected` ends the sentence for values that aren't of the type.
struct EntryType {
  std::string_view name;
  std::string_view expected;
  // The value as policies see it; nothing if it isn't of the type.
  std::optional<std::string> (*convert)(const std::string& text);
};

std::optional<std::string> AsIs(const std::string& text) { return text; }

// Java's decimals: `+1`, `1e2`, `.5`; no hex, no white space, no infinity (recorded). Leading zeros
// and the plus go.
std::optional<std::string> Decimal(const std::string& text) {
  static const auto* const kPattern =
      new policy_engine::Regex(R"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)");
  if (!kPattern->Matches(text)) return std::nullopt;
  std::string sign;
  std::string_view rest = text;
  if (rest.front() == '+' || rest.front() == '-') {
    if (rest.front() == '-') sign = "-";
    rest.remove_prefix(1);
  }
  while (rest.size() > 1 && rest[0] == '0' && rest[1] >= '0' && rest[1] <= '9') {
    rest.remove_prefix(1);
  }
  return sign + std::string(rest);
}

// Year, month, day, time; what is left out begins its period (`2035` passes, recorded).
std::optional<std::string> Date(const std::string& text) {
  static constexpr std::string_view kRest = "0001-01-01T00:00:00Z";
  std::string whole = text;
  if (text.size() == 4 || text.size() == 7 || text.size() == 10) {
    whole += kRest.substr(text.size());
  } else if (text.size() == 16) {
    whole += ":00Z";
  } else if (text.size() == 19) {
    whole += "Z";
  }
  const auto instant = policy_engine::ParseIso8601(whole);
  if (!instant) return std::nullopt;
  return policy_engine::FormatIso8601Millis(*instant);
}

std::optional<std::string> Address(const std::string& text) {
  policy_engine::IpNetwork network;
  return policy_engine::ReadNetwork(text, &network) ? std::optional(text) : std::nullopt;
}

std::optional<std::string> Binary(const std::string& text) {
  return Base64Decode(text) ? std::optional(text) : std::nullopt;
}

constexpr EntryType kTypes[] = {
    {"string", "", AsIs},          {"numeric", "numeric format", Decimal},
    {"boolean", "", AsIs},         {"date", "DateTime format", Date},
    {"ip", "IP address", Address}, {"binary", "base-64 encoded binary format", Binary},
};

const EntryType& TypeNamed(std::string_view name) {
  if (name.ends_with("List")) name.remove_suffix(4);
  return *std::find_if(std::begin(kTypes), std::end(kTypes),
                       [&](const EntryType& type) { return type.name == name; });
}

ApiResult<void> AddEntry(const Value& entry, Simulation* simulation) {
  const std::string key = entry.StrOr("ContextKeyName", "");
  const auto type_name = entry.OptStr("ContextKeyType");
  const Value::List& values = entry.ListOf("ContextKeyValues");
  if (key.empty()) {
    if (!type_name && values.empty()) return {};
    return InvalidInput("ContextKeyName cannot be null or empty.");
  }
  if (!type_name) return InvalidInput("Context key " + key + " has invalid type null.");
  if (values.empty()) {
    return InvalidInput("Context values for context key " + key + " cannot be null or empty.");
  }
  const bool is_list = type_name->ends_with("List");
  if (!is_list && values.size() > 1) {
    return InvalidInput("Context key " + *type_name + " expected a single value, but received " +
                        std::to_string(values.size()) + ".");
  }
  if (!simulation->given_keys.insert(LowerAscii(key)).second) {
    return InvalidInput("Duplicate context key: " + key + ".");
  }
  const EntryType& type = TypeNamed(*type_name);
  std::vector<std::string> converted;
  for (const Value& value : values) {
    auto text = type.convert(value.AsString());
    if (!text) {
      return InvalidInput("Invalid context value for key " + key + ": expected " +
                          std::string(type.expected) + ".");
    }
    converted.push_back(*std::move(text));
  }
  if (is_list) {
    simulation->context.SetList(key, converted);
  } else {
    simulation->context.Set(key, converted.front());
  }
  return {};
}

}  // namespace

ApiResult<void> AddContextEntries(const Value& input, Simulation* simulation) {
  for (const Value& entry : input.ListOf("ContextEntries")) {
    RETURN_IF_ERROR(AddEntry(entry, simulation));
  }
  return {};
}

}  // namespace mockaws
