#include "tests/oracle/context.h"

#include <algorithm>
#include <array>

#include "tests/oracle/text.h"

namespace oracle {
namespace {

using policy_engine::Json;

// Lower case. The global, sts: and iam: ones, and of the services' those that tests use.
constexpr std::array kLists = {
    "aws:principalorgpaths",
    "aws:principalservicenameslist",
    "aws:vpceorgpaths",
    "aws:tagkeys",
    "aws:resourceorgpaths",
    "aws:sourceorgpaths",
    "aws:calledvia",
    "sts:transitivetagkeys",
    "sts:requestcontextproviders",
    "sts:identitytokenaudience",
    "sts:identitytokenscope",
    "iam:accountpropertynamespaces",
    "dynamodb:leadingkeys",
    "dynamodb:attributes",
    "s3:requestobjecttagkeys",
    "kms:encryptioncontextkeys",
    "kms:grantoperations",
    "kms:resourcealiases",
};

std::string TextOf(const Json& value) {
  return value.is_array() || value.is_object() || value.is_null() ? "" : value.ScalarText();
}

}  // namespace

bool IsListByType(std::string_view key) {
  const std::string lower = AsciiLower(key);
  if (lower.starts_with("saml:edu") || lower.ends_with(":amr")) return true;
  return std::find(kLists.begin(), kLists.end(), lower) != kLists.end();
}

Context::Context(const Json* context) {
  if (context == nullptr || !context->is_object()) return;
  for (const Json::Member& member : context->members()) {
    Entry entry{member.key, {}};
    if (member.value.is_array()) {
      for (const Json& item : member.value.items()) entry.value.values.push_back(TextOf(item));
    } else {
      entry.value.values = {TextOf(member.value)};
    }
    entry.value.is_list = IsListByType(member.key) || entry.value.values.size() != 1;
    entries_.push_back(entry);
  }
}

std::optional<ContextValue> Context::Find(std::string_view key) const {
  const Entry* found = nullptr;
  for (const Entry& entry : entries_) {
    if (AsciiLower(entry.key) != AsciiLower(key)) continue;
    if (found == nullptr || found->key < entry.key) found = &entry;
  }
  if (found == nullptr) return std::nullopt;
  return found->value;
}

void Context::Add(std::string_view key, std::string_view value) {
  entries_.push_back({std::string(key), {{std::string(value)}, IsListByType(key)}});
}

void Context::AddMissing(std::string_view key, std::string_view value) {
  if (!Find(key)) Add(key, value);
}

}  // namespace oracle
