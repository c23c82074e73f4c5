// Resources: whether a service has any of that form, and whether the statement's actions take it.

#include <algorithm>
#include <map>

#include "policy_engine/pattern/arn.h"
#include "simulator/lint/checks.h"
#include "simulator/lint/patterns.h"
#include "simulator/lint/statements.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {

using policy_engine::ArnFields;
using policy_engine::DocumentStatement;
using policy_engine::DocumentString;

namespace {

using FormatsByService = std::map<std::string, std::vector<std::string_view>, std::less<>>;

// ARN formats by the ARN's service field, which isn't always the prefix of the service's actions.
const FormatsByService& Formats() {
  static const auto& formats = *[] {
    auto* made = new FormatsByService();
    for (const auto& service : mockaws::Services()) {
      for (const auto& type : service.resource_types()) {
        ArnFields fields;
        if (!policy_engine::SplitArn(type.arn_format(), &fields)) continue;
        std::string name(fields.Field(type.arn_format(), 2));
        // Some stand for ARNs of several services, its own among them.
        if (name.starts_with("${")) name = service.prefix();
        (*made)[name].push_back(type.arn_format());
      }
    }
    return made;
  }();
  return formats;
}

bool MeetsAny(const std::string& resource, const std::vector<std::string_view>& formats) {
  return std::any_of(formats.begin(), formats.end(), [&](std::string_view format) {
    return ResourceMeetsFormat(resource, format);
  });
}

// What is wrong with the resource by itself; empty: nothing, or it can't be told.
std::string FaultOf(const std::string& resource) {
  ArnFields fields;
  if (!policy_engine::ReadArn(resource, &fields)) return "";
  const std::string service(fields.Field(resource, 2));
  if (HasWildcard(service) || service.find("${") != std::string::npos) return "";
  const auto formats = Formats().find(service);
  if (formats == Formats().end()) {
    // Services without resource types of their own have ARNs all the same, in events for one.
    if (mockaws::FindService(service)) return "";
    std::vector<std::string> names;
    for (const auto& [name, unused] : Formats()) names.push_back(name);
    return "no service has ARNs of \"" + service + "\"" + DidYouMean(service, names);
  }
  if (MeetsAny(resource, formats->second)) return "";
  std::string form(formats->second.front());
  const std::string nearest = NearestName(
      resource, std::vector<std::string>(formats->second.begin(), formats->second.end()));
  return "no resource of " + service + " has an ARN of this form; one has \"" +
         (nearest.empty() ? form : nearest) + "\"";
}

bool ActionTakes(const CatalogAction& action, const std::string& resource) {
  if (IsAnything(resource)) return true;
  for (const auto& use : action.action.resources()) {
    if (ResourceMeetsFormat(resource, use.resource_type().arn_format())) return true;
  }
  if (!action.action.resources().empty()) return false;
  // S3 and IAM judge lists under an ARN of the account's, which the catalog doesn't have.
  const std::string_view prefix = action.service.prefix();
  return (prefix == "s3" || prefix == "iam") && resource.ends_with('*');
}

bool IsNewOrUnknown(const DocumentString& action) { return ExpandAction(action.text).empty(); }

// `"arn:…"`, or why it must be `*`.
std::string WantedBy(const CatalogAction& action) {
  if (action.action.resources().empty()) return "it knows no resources and needs \"*\"";
  std::vector<std::string> formats;
  for (const auto& use : action.action.resources()) {
    formats.push_back("\"" + std::string(use.resource_type().arn_format()) + "\"");
  }
  return "it takes " + NameSome(formats);
}

void CheckAction(const DocumentStatement& statement, const DocumentString& pattern,
                 LintNotes* notes) {
  const std::vector<CatalogAction> actions = ExpandAction(pattern.text);
  const bool taken = std::any_of(actions.begin(), actions.end(), [&](const auto& action) {
    return std::any_of(
        statement.resources.begin(), statement.resources.end(),
        [&](const DocumentString& resource) { return ActionTakes(action, resource.text); });
  });
  if (taken || actions.empty()) return;
  notes->Add(pattern.span, HasWildcard(pattern.text)
                               ? "no action of " + pattern.text + " takes a resource listed here"
                               : actions.front().Name() + " takes none of the resources here: " +
                                     WantedBy(actions.front()));
}

void CheckResource(const DocumentStatement& statement, const DocumentString& resource,
                   LintNotes* notes) {
  for (const DocumentString& pattern : statement.actions) {
    if (IsEveryAction(pattern.text)) return;
    for (const CatalogAction& action : ExpandAction(pattern.text)) {
      if (ActionTakes(action, resource.text)) return;
    }
  }
  notes->Add(resource.span, "no action of the statement takes " + resource.text);
}

}  // namespace

void CheckUnknownResource(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    for (const DocumentString& resource : statement.resources) {
      std::string fault = FaultOf(resource.text);
      if (!fault.empty()) notes->Add(resource.span, std::move(fault));
    }
  }
}

void CheckActionResourceMismatch(const LintSubject& subject, LintNotes* notes) {
  for (const DocumentStatement& statement : subject.document.statements) {
    if (statement.not_action || statement.not_resource || statement.resources.empty()) continue;
    // What is unknown is reported as such.
    const bool unknown =
        std::any_of(statement.resources.begin(), statement.resources.end(),
                    [](const auto& resource) { return !FaultOf(resource.text).empty(); }) ||
        std::any_of(statement.actions.begin(), statement.actions.end(), IsNewOrUnknown);
    if (unknown) continue;
    LintNotes of_actions;
    for (const DocumentString& action : statement.actions) {
      CheckAction(statement, action, &of_actions);
    }
    const std::vector<LintNote> faults = of_actions.Take();
    for (const LintNote& fault : faults) notes->Add(fault.span, fault.message);
    // If no action fits, that says it all.
    if (faults.size() == statement.actions.size()) continue;
    for (const DocumentString& resource : statement.resources) {
      CheckResource(statement, resource, notes);
    }
  }
}

}  // namespace simulator
