#include "mockaws/catalog/pack/policy_summary.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "mockaws/wire/ascii.h"

namespace mockaws {

namespace {

using policy_engine::Json;

constexpr size_t kNamesMax = 3;

// `*` is any run, `?` one character; both texts in lower case.
bool GlobMatches(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

// A guess for actions that the tables don't know (any more): by AWS's habits of naming.
bool SoundsLikeReading(std::string_view action) {
  for (const std::string_view verb : {"get", "list", "describe", "batchget", "view", "search"}) {
    if (action.substr(0, verb.size()) == verb) return true;
  }
  return false;
}

std::vector<std::string> Texts(const Json* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (value->is_string()) return {value->AsString()};
  for (const Json& item : value->items()) texts.push_back(item.AsString());
  return texts;
}

}  // namespace

// What the statements of one effect say about one service.
struct PolicySummarizer::Grant {
  std::string service_name;
  bool whole = false;
  bool reads = false;
  bool writes = false;
  std::set<std::string> actions;
};

PolicySummarizer::PolicySummarizer(const Json& services) {
  for (const Json::Member& member : services.members()) {
    Service& service = services_[member.key];
    service.name = member.value.Find("name")->AsString();
    for (const Json::Member& action : member.value.Find("actions")->members()) {
      const std::string& level = action.value.Find("level")->AsString();
      service.actions.push_back(
          {LowerAscii(std::string_view(action.key)), level == "Read" || level == "List"});
    }
  }
}

void PolicySummarizer::Add(const std::string& action_pattern, Grants* grants) const {
  const std::string pattern = LowerAscii(std::string_view(action_pattern));
  const size_t colon = pattern.find(':');
  const std::string prefix = pattern.substr(0, colon);
  const std::string name = colon == std::string::npos ? "*" : pattern.substr(colon + 1);
  Grant& grant = (*grants)[prefix];
  grant.service_name = prefix;
  if (name == "*") grant.whole = true;
  bool known = false;
  const auto service = services_.find(prefix);
  if (service != services_.end()) {
    grant.service_name = service->second.name;
    for (const Action& action : service->second.actions) {
      if (!GlobMatches(name, action.name)) continue;
      known = true;
      (action.reads ? grant.reads : grant.writes) = true;
      grant.actions.insert(action.name);
    }
  }
  if (!known) {
    (SoundsLikeReading(name) ? grant.reads : grant.writes) = true;
    grant.actions.insert(name);
  }
}

// "A, B, C and 2 more", those with most actions first.
std::string PolicySummarizer::NameServices(const Grants& grants, const std::string& lead,
                                           bool (*belongs)(const Grant&)) {
  std::vector<const Grant*> chosen;
  for (const auto& [prefix, grant] : grants) {
    if (belongs(grant)) chosen.push_back(&grant);
  }
  if (chosen.empty()) return "";
  std::stable_sort(chosen.begin(), chosen.end(), [](const Grant* a, const Grant* b) {
    return a->actions.size() > b->actions.size();
  });
  std::string out = lead;
  const size_t named = std::min(chosen.size(), kNamesMax);
  for (size_t i = 0; i < named; ++i) {
    if (i > 0) out += i + 1 == chosen.size() ? " and " : ", ";
    out += chosen[i]->service_name;
  }
  if (chosen.size() > named) out += " and " + std::to_string(chosen.size() - named) + " more";
  return out;
}

std::string PolicySummarizer::Describe(const Grants& grants, bool all) {
  if (all) return "full access to all services";
  const std::string parts[] = {
      NameServices(grants, "full access to ", [](const Grant& g) { return g.whole; }),
      NameServices(grants, "read and write access to ",
                   [](const Grant& g) { return !g.whole && g.reads && g.writes; }),
      NameServices(grants, "write access to ",
                   [](const Grant& g) { return !g.whole && !g.reads && g.writes; }),
      NameServices(grants, "read access to ",
                   [](const Grant& g) { return !g.whole && g.reads && !g.writes; })};
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
  }
  return out;
}

std::string PolicySummarizer::Summarize(const Json& document) const {
  Grants allowed;
  Grants excepted;
  Grants denied;
  bool all = false;
  bool denies = false;
  const Json& statements = *document.Find("Statement");
  const Json one = statements.is_object() ? Json::MakeArray({statements}) : Json::MakeArray();
  for (const Json& statement : statements.is_array() ? statements.items() : one.items()) {
    const bool allow = statement.Find("Effect")->AsString() == "Allow";
    denies = denies || !allow;
    for (const std::string& pattern : Texts(statement.Find("Action"))) {
      if (allow && pattern == "*") {
        all = true;
      } else {
        Add(pattern, allow ? &allowed : &denied);
      }
    }
    if (!allow) continue;
    for (const std::string& pattern : Texts(statement.Find("NotAction"))) {
      Add(pattern, &excepted);
    }
  }
  if (!excepted.empty()) {
    // What else is allowed is part of "all services".
    std::erase_if(allowed, [&](const auto& grant) { return excepted.count(grant.first) == 0; });
  }
  std::string out;
  const auto every = [](const Grant&) { return true; };
  if (!excepted.empty()) {
    out = NameServices(excepted, "full access to all services but ", every);
    if (!allowed.empty()) out += ", of those " + Describe(allowed, all);
  } else if (all || !allowed.empty()) {
    out = Describe(allowed, all);
  }
  if (denies) {
    const std::string what = denied.count("*") != 0 || denied.empty()
                                 ? "denies actions of any service"
                                 : NameServices(denied, "denies actions of ", every);
    out += (out.empty() ? "" : "; ") + what;
  }
  if (out.empty()) return "Grants nothing.";
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out + ".";
}

}  // namespace mockaws
