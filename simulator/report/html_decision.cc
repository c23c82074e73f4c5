#include "simulator/report/html_decision.h"

#include "simulator/report/html.h"
#include "simulator/report/html_document.h"
#include "simulator/report/step_words.h"
#include "simulator/runner/json_members.h"
#include "simulator/runner/statement_fit.h"

namespace simulator {
namespace {

using policy_engine::Json;

std::string ResultMark(const std::string& result) { return result == "allowed" ? "✓" : "✕"; }

// `identity-policy ✓ → trust-policy ✕`.
std::string Chain(const Json& authorization) {
  std::string items;
  for (const Json& type : ItemsOf(authorization, "policyTypes")) {
    const std::string result = TextOf(type, "result");
    items += TextElement("li", {{"class", result}, {"title", result}},
                         TextOf(type, "type") + " " + ResultMark(result));
  }
  return items.empty() ? "" : Element("ol", {{"class", "chain"}}, items);
}

std::string OwnerText(const Json& policy, const ScenarioResult& scenario) {
  const Json* owner = policy.Find("owner");
  if (owner == nullptr || !owner->is_object()) return "";
  std::string account = TextOf(*owner, "account");
  for (const auto& [name, id] : scenario.accounts) {
    if (id == account) account = name;
  }
  const std::string type = TextOf(*owner, "type");
  return type == "account" ? account : account + "/" + type + "/" + TextOf(*owner, "name");
}

// A statement in words: `AllowList: matched`.
std::string StatementLine(const Json& statement, bool nearest) {
  const StatementFit fit = FitOf(statement);
  const bool matched = fit == StatementFit::kMatched;
  const std::string verdict = matched   ? "matched"
                              : nearest ? "nearly matched: " + WhyNoMatch(statement)
                                        : "no match: " + WhyNoMatch(statement);
  const std::string effect = TextOf(statement, "effect");
  return Element("li",
                 {{"class", matched   ? "matched " + effect
                            : nearest ? "near"
                                      : "other"}},
                 TextElement("b", {}, StatementName(statement)) + " " +
                     TextElement("span", {{"class", "effect"}}, effect) + " " +
                     TextElement("span", {}, verdict));
}

std::string PolicyHtml(const Json& type, const Json& policy, const ScenarioResult& scenario) {
  const bool allowed = TextOf(type, "result") == "allowed";
  const StatementFit nearest = NearestFit(type);
  std::vector<StatementShown> shown;
  std::string lines;
  size_t matched = 0;
  bool worth_opening = false;
  for (const Json& statement : ItemsOf(policy, "statements")) {
    const StatementFit fit = FitOf(statement);
    const bool is_matched = fit == StatementFit::kMatched;
    const bool near = !allowed && !is_matched && nearest > StatementFit::kAction && fit == nearest;
    matched += is_matched ? 1 : 0;
    worth_opening = worth_opening || is_matched || near;
    shown.push_back(is_matched ? TextOf(statement, "effect") == "Deny" ? StatementShown::kDenies
                                                                       : StatementShown::kAllows
                    : near     ? StatementShown::kNear
                               : StatementShown::kOther);
    lines += StatementLine(statement, near);
  }
  const std::string summary =
      TextElement("span", {{"class", "type"}}, TextOf(type, "type")) + " " +
      TextElement("code", {}, OwnerText(policy, scenario)) + " " +
      TextElement("b", {}, TextOf(policy, "name")) + " " +
      TextElement("span", {{"class", "muted"}},
                  std::to_string(matched) + " of " + Counted(shown.size(), "statement") +
                      (shown.size() == 1 ? " matches" : " match"));
  return Details("policy", worth_opening, summary,
                 Element("ul", {{"class", "statements"}}, lines) +
                     DocumentHtml(TextOf(policy, "document"), shown));
}

std::string ContextHtml(const Json& authorization) {
  const Json* context = authorization.Find("context");
  if (context == nullptr || !context->is_object() || context->members().empty()) return "";
  std::string rows;
  for (const Json::Member& entry : context->members()) {
    bool asked = false;
    for (const Json& key : ItemsOf(authorization, "contextAsked")) {
      asked = asked || (key.is_string() && key.AsString() == entry.key);
    }
    rows += Element(
        "tr", {{"class", asked ? "asked" : ""}},
        TextElement("th", {}, entry.key) +
            TextElement("td", {},
                        entry.value.is_string() ? entry.value.AsString() : entry.value.Dump()) +
            TextElement("td", {}, asked ? "a policy asks for it" : ""));
  }
  return Details("context", false, "Request context: " + Counted(context->members().size(), "key"),
                 Element("table", {}, rows));
}

std::string ChangesHtml(const Json& authorization) {
  std::string items;
  for (const Json& change : ItemsOf(authorization, "changes")) {
    if (change.is_string()) items += TextElement("li", {}, change.AsString());
  }
  if (items.empty()) return "";
  return Element("div", {{"class", "changes"}},
                 "<b>What would change it</b>" + Element("ul", {}, items));
}

// Where the answer rests on a rule that nobody has settled.
std::string DoubtHtml(const Json& authorization) {
  if (TextOf(authorization, "certainty") != "unsure") return "";
  return TextElement(
      "p", {{"class", "note"}},
      "Unsure: this rests on a rule that AWS neither documents nor was seen to follow "
      "(docs/fidelity.md, section " +
          TextOf(authorization, "certaintySection") + ": " +
          TextOf(authorization, "certaintyNote") + ")");
}

std::string AuthorizationHtml(const Json& authorization, const ScenarioResult& scenario) {
  const std::string decision = TextOf(authorization, "decision");
  const std::string decided_by = TextOf(authorization, "decidedBy");
  std::string verdict = TextElement("span", {{"class", "badge " + decision}}, decision) + " " +
                        TextElement("code", {}, TextOf(authorization, "action")) + " on " +
                        TextElement("code", {}, TextOf(authorization, "resource"));
  if (!decided_by.empty()) {
    verdict += " by " + TextElement("b", {}, decided_by) + " in account " +
               TextElement("b", {}, AccountLabel(TextOf(authorization, "inAccount"), scenario));
  }
  std::string policies;
  for (const Json& type : ItemsOf(authorization, "policyTypes")) {
    for (const Json& policy : ItemsOf(type, "policies")) {
      policies += PolicyHtml(type, policy, scenario);
    }
  }
  if (policies.empty()) {
    policies = TextElement("p", {{"class", "muted"}}, "No policy of any type applies.");
  }
  return Element("div", {{"class", "authorization"}},
                 Element("p", {{"class", "verdict"}}, verdict) + DoubtHtml(authorization) +
                     Chain(authorization) + policies + ChangesHtml(authorization) +
                     ContextHtml(authorization));
}

}  // namespace

std::string AccountLabel(const std::string& id, const ScenarioResult& scenario) {
  for (const auto& [name, account_id] : scenario.accounts) {
    if (account_id == id) return name + " (" + id + ")";
  }
  return id;
}

std::string DecisionHtml(const Json& record, const ScenarioResult& scenario) {
  if (!record.is_object()) {
    return TextElement("p", {{"class", "muted"}}, "The endpoint explains no decision.");
  }
  std::string markup;
  if (const std::string detail = TextOf(record, "detail"); !detail.empty()) {
    markup += TextElement("pre", {}, detail);
  }
  for (const Json& authorization : ItemsOf(record, "authorizations")) {
    markup += AuthorizationHtml(authorization, scenario);
  }
  if (!markup.empty()) return markup;
  return TextElement("p", {{"class", "muted"}},
                     record.Find("error") != nullptr && record.Find("error")->is_object()
                         ? "Refused before any policy was asked."
                         : "This call needs no permission.");
}

}  // namespace simulator
