// What rules ask of statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mockaws/catalog/service_authorization.h"
#include "policy_engine/condition/operators.h"
#include "simulator/lint/rule.h"

namespace simulator {

struct CatalogAction {
  mockaws::ServiceReference service;
  mockaws::ActionReference action;

  // `s3:GetObject`.
  std::string Name() const;
};

// Every action that the pattern (`s3:Get*`, in any letter case) stands for.
std::vector<CatalogAction> ExpandAction(std::string_view pattern);
// `*`, `*:*`.
bool IsEveryAction(std::string_view pattern);
// Whether the pattern matches the action, both in any letter case.
bool ActionMatches(std::string_view pattern, std::string_view action);

bool IsAllow(const policy_engine::DocumentStatement& statement);
// Allows or denies the action, resource and conditions aside.
bool ConcernsAction(const policy_engine::DocumentStatement& statement, std::string_view action);
// Resource `*` (or none of its own, as in trust policies).
bool IsOnEverything(const policy_engine::DocumentStatement& statement);
// `statement 2`, `statement "Sid"`.
std::string StatementName(const policy_engine::PolicyDocument& document, size_t index);

// Policies of users, groups and roles.
bool IsIdentityPolicy(policy_engine::PolicyType type);
// Trust policies and policies of other resources.
bool HasPrincipals(policy_engine::PolicyType type);

// A condition that only a request with the key passes, by its value: no `…IfExists`, no negation,
// no ForAllValues, no Null.
bool DemandsKey(const policy_engine::DocumentCondition& condition);
// Whether a condition demands one of these keys. A name that ends with `/` stands for all below it.
bool DemandsOneOf(const policy_engine::DocumentStatement& statement,
                  std::initializer_list<std::string_view> keys);
bool KeyIs(std::string_view key, std::string_view name);
// The operator's parts; equality of strings for what is no operator (the grammar says so).
policy_engine::OperatorName OperatorOf(const policy_engine::DocumentCondition& condition);

// `a, b and 3 more`.
std::string NameSome(const std::vector<std::string>& names);

}  // namespace simulator
