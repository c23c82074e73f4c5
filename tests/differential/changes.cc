#include "tests/differential/changes.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace differential {
namespace {

using policy_engine::Json;

constexpr std::string_view kMembers[] = {
    "identityPolicies", "resourcePolicy",         "permissionsBoundary",     "sessionPolicies",
    "scopePolicies",    "serviceControlPolicies", "resourceControlPolicies", "vpcEndpointPolicies"};

// Calls `visit` for each document below a policy member, whatever the nesting.
void ForEachDocument(Json& value, const std::function<void(Json&)>& visit) {
  if (value.is_array()) {
    for (Json& item : value.items()) ForEachDocument(item, visit);
  } else if (value.is_object()) {
    Json* document = value.Find("document");
    visit(document != nullptr ? *document : value);
  }
}

void ForEachDocumentOf(Json& eval_case, const std::function<void(Json&)>& visit) {
  for (const std::string_view member : kMembers) {
    if (Json* value = eval_case.Find(member)) ForEachDocument(*value, visit);
  }
}

void ForEachStatement(Json& eval_case, const std::function<void(Json&)>& visit) {
  ForEachDocumentOf(eval_case, [&](Json& document) {
    Json& statements = *document.Find("Statement");
    if (!statements.is_array()) return visit(statements);
    for (Json& statement : statements.items()) visit(statement);
  });
}

template <typename List>
void Shuffle(List& list, Random& random) {
  for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random.Below(i)]);
}

void ShuffleList(Json* list, Random& random) {
  if (list != nullptr && list->is_array()) Shuffle(list->items(), random);
}

void ShuffleNested(Json& value, Random& random) {
  if (!value.is_array()) return;
  Shuffle(value.items(), random);
  for (Json& item : value.items()) ShuffleNested(item, random);
}

void ReorderStatement(Json& statement, Random& random) {
  for (const char* element : {"Action", "NotAction", "Resource", "NotResource"}) {
    ShuffleList(statement.Find(element), random);
  }
  for (const char* element : {"Principal", "NotPrincipal"}) {
    Json* principal = statement.Find(element);
    if (principal == nullptr || !principal->is_object()) continue;
    for (Json::Member& member : principal->members()) ShuffleList(&member.value, random);
  }
  if (Json* condition = statement.Find("Condition")) Shuffle(condition->members(), random);
}

// Documents of the union with each statement by itself.
void SplitUnion(Json& documents) {
  Json split = Json::MakeArray();
  for (Json& entry : documents.items()) {
    const Json* inner = entry.Find("document");
    const Json& document = inner != nullptr ? *inner : entry;
    const Json& statements = *document.Find("Statement");
    if (!statements.is_array()) {
      split.Append(document);
      continue;
    }
    for (const Json& statement : statements.items()) {
      Json one = document;
      one.Set("Statement", statement);
      split.Append(std::move(one));
    }
  }
  documents = std::move(split);
}

std::string FlipCase(std::string text, Random& random) {
  for (char& c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && random.Percent(50)) c = static_cast<char>(c ^ 0x20);
  }
  return text;
}

void FlipStrings(Json* value, Random& random) {
  if (value == nullptr) return;
  if (value->is_string()) *value = Json::String(FlipCase(value->AsString(), random));
  if (!value->is_array()) return;
  for (Json& item : value->items()) FlipStrings(&item, random);
}

void FlipKeys(Json& object, Random& random) {
  for (Json::Member& member : object.members()) member.key = FlipCase(member.key, random);
}

bool KeysDifferOnlyByCase(const Json& object) {
  std::vector<std::string> keys;
  for (const Json::Member& member : object.members()) {
    std::string key = member.key;
    for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c ^ 0x20) : c;
    keys.push_back(std::move(key));
  }
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

}  // namespace

bool AddStatement(Json& eval_case, std::string_view member, const Json& statement, Random& random) {
  Json* value = eval_case.Find(member);
  if (value == nullptr) return false;
  std::vector<Json*> documents;
  ForEachDocument(*value, [&](Json& document) { documents.push_back(&document); });
  if (documents.empty()) return false;
  Json& statements = *random.Pick(documents)->Find("Statement");
  if (!statements.is_array()) statements = Json::MakeArray({statements});
  const size_t at = random.Below(statements.items().size() + 1);
  statements.items().insert(statements.items().begin() + static_cast<std::ptrdiff_t>(at),
                            statement);
  return true;
}

void Reorder(Json& eval_case, Random& random) {
  for (const std::string_view member : kMembers) {
    if (Json* value = eval_case.Find(member)) ShuffleNested(*value, random);
  }
  ForEachDocumentOf(eval_case,
                    [&](Json& document) { ShuffleList(document.Find("Statement"), random); });
  ForEachStatement(eval_case, [&](Json& statement) { ReorderStatement(statement, random); });
}

void SplitDocuments(Json& eval_case) {
  for (const char* member : {"identityPolicies", "sessionPolicies", "vpcEndpointPolicies"}) {
    if (Json* documents = eval_case.Find(member)) SplitUnion(*documents);
  }
  for (const char* member : {"serviceControlPolicies", "resourceControlPolicies"}) {
    if (Json* levels = eval_case.Find(member)) {
      for (Json& level : levels->items()) SplitUnion(level);
    }
  }
}

void ChangeCase(Json& eval_case, Random& random) {
  Json& request = *eval_case.Find("request");
  FlipStrings(request.Find("action"), random);
  // Which of two spellings wins depends on their case.
  Json* context = request.Find("context");
  if (context != nullptr && !KeysDifferOnlyByCase(*context)) FlipKeys(*context, random);
  ForEachStatement(eval_case, [&](Json& statement) {
    FlipStrings(statement.Find("Action"), random);
    FlipStrings(statement.Find("NotAction"), random);
    Json* condition = statement.Find("Condition");
    if (condition == nullptr) return;
    for (Json::Member& block : condition->members()) FlipKeys(block.value, random);
  });
}

}  // namespace differential
