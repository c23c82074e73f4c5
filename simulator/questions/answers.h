// Answers to questions about a state, as text for people. They take what the control API gives
// (docs/control-api.md).
#pragma once

#include <string>
#include <vector>

#include "policy_engine/base/json.h"

namespace simulator {

// `if sts:ExternalId StringEquals x, and …`, `unless …`; empty if nothing is open.
std::string ConditionsText(const policy_engine::Json& verdict);

std::string WhoCanText(const policy_engine::Json& answer, const std::string& action,
                       const std::string& resource);

// By service and resource, actions that all of a service's names stand for told short.
std::string WhatCanText(const policy_engine::Json& answer);

// One action on one resource that OLD and NEW answer differently.
struct Change {
  std::string principal;
  std::string action;
  std::string resource;
  std::string before;  // "allowed", "conditional", "denied"
  std::string after;
};
std::string ChangesText(const std::vector<Change>& changes);
policy_engine::Json ChangesJson(const std::vector<Change>& changes);

}  // namespace simulator
