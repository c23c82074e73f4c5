// The request of a generated case, and texts near to it, so that policies and request collide.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/base/json.h"
#include "tests/differential/random.h"

namespace differential {

// What a policy's conditions and variables may refer to.
struct ContextKey {
  std::string name;
  std::vector<std::string> values;  // of the request; empty: absent, or an empty list
  bool present = false;
};

struct Scene {
  policy_engine::Json principal;
  std::string principal_arn;
  std::vector<std::string> own_names;  // of the caller in {"AWS": …}: account, ARNs, ids
  std::string own_service;             // of a service or provider
  bool is_provider = false;
  bool has_sessions = false;  // session policies make sense
  std::string account;        // the caller's; empty if it has none
  std::string action;
  std::string resource;
  std::string resource_account;
  bool trust = false;  // the resource policy is a trust policy
  std::vector<ContextKey> context;
};

Scene MakeScene(Random& random);

// Words whose lower case depends on neighbours; the value of aws:RequestTag/greek.
std::string GreekWord(Random& random);

// `request` of the case.
policy_engine::Json RequestOf(const Scene& scene, Random& random);

// Patterns that match the scene's action or resource, or nearly do. `variables`: `${…}` may occur.
std::string ActionPattern(const Scene& scene, Random& random);
std::string ResourcePattern(const Scene& scene, Random& random, bool variables);

// A piece of `text` in other words: wildcards, a changed letter, a variable of the same value.
std::string Vary(std::string text, const Scene& scene, Random& random, bool variables);

}  // namespace differential
