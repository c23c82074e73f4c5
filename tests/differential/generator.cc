#include "tests/differential/generator.h"

#include <string>
#include <string_view>
#include <vector>

#include "tests/differential/conditions.h"
#include "tests/differential/scene.h"

namespace differential {
namespace {

using policy_engine::Json;

Json Text(std::string_view text) { return Json::String(std::string(text)); }

// Which elements a document may have, by its use.
struct Use {
  bool principal = false;
  bool resource = true;
  bool trust = false;
  bool resource_control = false;
};

Use UseOf(std::string_view member, const Scene& scene) {
  Use use;
  if (member == "resourcePolicy") {
    use.principal = true;
    use.trust = scene.trust;
    use.resource = !scene.trust;
  }
  if (member == "vpcEndpointPolicies") use.principal = true;
  if (member == "resourceControlPolicies") use.principal = use.resource_control = true;
  return use;
}

// One value as it is, or a list.
Json OneOrMany(std::vector<std::string> values, Random& random) {
  if (values.size() == 1 && random.Percent(60)) return Text(values[0]);
  Json list = Json::MakeArray();
  for (const std::string& value : values) list.Append(Text(value));
  return list;
}

std::string AwsName(const Scene& scene, Random& random) {
  const size_t kind = random.Below(100);
  if (kind < 15) return "*";
  if (kind < 75 && !scene.own_names.empty()) return random.Pick(scene.own_names);
  return random.Of({"111122223333", "arn:aws:iam::444455556666:root",
                    "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:role/app",
                    "arn:aws:sts::111122223333:assumed-role/app/s1", "AIDAJQABLZS4A3QDU576Q",
                    "AROAOTHERFF2AEXAMPLE1", "arn:aws:iam::111122223333:user/Alice"});
}

Json PrincipalElement(const Scene& scene, const Use& use, Random& random) {
  if (use.resource_control) {
    if (random.Percent(70)) return Text("*");
    Json everyone = Json::MakeObject();
    everyone.Set("AWS", Text("*"));
    return everyone;
  }
  if (!use.trust && random.Percent(15)) return Text("*");
  Json principal = Json::MakeObject();
  if (!scene.own_service.empty() && random.Percent(70)) {
    const std::string kind = scene.is_provider ? "Federated" : "Service";
    principal.Set(kind, OneOrMany({scene.own_service}, random));
    if (random.Percent(70)) return principal;
  }
  if (random.Percent(10)) {
    principal.Set("Service", OneOrMany({"sns.amazonaws.com", "sqs.amazonaws.com"}, random));
  }
  std::vector<std::string> names;
  const size_t count = 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) names.push_back(AwsName(scene, random));
  principal.Set("AWS", OneOrMany(std::move(names), random));
  return principal;
}

// NotPrincipal: mostly several of the caller's own layers, no wildcard.
Json ExemptElement(const Scene& scene, Random& random) {
  std::vector<std::string> names;
  for (const std::string& name : scene.own_names) {
    if (random.Percent(70)) names.push_back(name);
  }
  if (names.empty() || random.Percent(20)) names.emplace_back("444455556666");
  Json principal = Json::MakeObject();
  principal.Set("AWS", OneOrMany(std::move(names), random));
  if (!scene.own_service.empty() && !scene.is_provider && random.Percent(50)) {
    principal.Set("Service", Text(scene.own_service));
  }
  return principal;
}

std::vector<std::string> Actions(const Scene& scene, const Use& use, Random& random) {
  std::vector<std::string> actions;
  const size_t count = 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) {
    if (use.trust) {
      actions.push_back(random.Percent(60) ? scene.action
                                           : random.Of({"sts:AssumeRole", "sts:TagSession",
                                                        "sts:assumerolewithsaml", "sts:Assume*",
                                                        "sts:*", "sts:SetSourceIdentity"}));
      continue;
    }
    std::string action = ActionPattern(scene, random);
    if (use.resource_control && action == "*") action = "s3:*";
    actions.push_back(std::move(action));
  }
  return actions;
}

std::vector<std::string> Resources(const Scene& scene, Random& random) {
  std::vector<std::string> resources;
  const size_t count = 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) resources.push_back(ResourcePattern(scene, random, true));
  return resources;
}

Json Statement(const Scene& scene, const Use& use, std::string_view effect, Random& random) {
  Json statement = Json::MakeObject();
  statement.Set("Effect", Text(effect));
  if (use.principal) {
    const bool exempt = !use.trust && !use.resource_control && random.Percent(15);
    if (exempt) {
      statement.Set("NotPrincipal", ExemptElement(scene, random));
    } else {
      statement.Set("Principal", PrincipalElement(scene, use, random));
    }
  }
  const bool not_action = !use.trust && !use.resource_control && random.Percent(12);
  statement.Set(not_action ? "NotAction" : "Action",
                OneOrMany(Actions(scene, use, random), random));
  if (use.resource) {
    const bool not_resource = random.Percent(12);
    statement.Set(not_resource ? "NotResource" : "Resource",
                  OneOrMany(Resources(scene, random), random));
  }
  if (random.Percent(effect == "Deny" ? 75 : 50)) {
    statement.Set("Condition", ConditionBlock(scene, random));
  }
  return statement;
}

Json Document(Json statements, Random& random) {
  Json document = Json::MakeObject();
  if (!random.Percent(8)) {
    document.Set("Version", Text(random.Percent(92) ? "2012-10-17" : "2008-10-17"));
  }
  const bool lone = statements.items().size() == 1 && random.Percent(30);
  document.Set("Statement", lone ? Json(statements.items()[0]) : std::move(statements));
  return document;
}

Json FullAccess(const Use& use) {
  Json statement = Json::MakeObject();
  statement.Set("Effect", Text("Allow"));
  if (use.principal) statement.Set("Principal", Text("*"));
  statement.Set("Action", Text("*"));
  statement.Set("Resource", Text("*"));
  Json document = Json::MakeObject();
  document.Set("Version", Text("2012-10-17"));
  document.Set("Statement", Json::MakeArray({std::move(statement)}));
  return document;
}

Json RandomDocument(const Scene& scene, const Use& use, size_t statement_count, size_t deny_percent,
                    Random& random) {
  Json statements = Json::MakeArray();
  for (size_t i = 0; i < statement_count; ++i) {
    const bool deny = use.resource_control || random.Percent(deny_percent);
    statements.Append(Statement(scene, use, deny ? "Deny" : "Allow", random));
  }
  return Document(std::move(statements), random);
}

// A union: now and then with full access, so that the whole may be allowed.
Json Documents(const Scene& scene, const Use& use, size_t full_percent, Random& random) {
  Json documents = Json::MakeArray();
  if (random.Percent(full_percent)) documents.Append(FullAccess(use));
  size_t count = random.Below(3);
  if (documents.items().empty() && count == 0 && !random.Percent(10)) count = 1;
  for (size_t i = 0; i < count; ++i) {
    documents.Append(RandomDocument(scene, use, 1 + random.Below(3), 15, random));
  }
  return documents;
}

Json Levels(const Scene& scene, const Use& use, Random& random) {
  Json levels = Json::MakeArray();
  const size_t count = 1 + random.Below(3);
  for (size_t i = 0; i < count; ++i) {
    levels.Append(Documents(scene, use, use.resource_control ? 95 : 80, random));
  }
  return levels;
}

void AddCallersPolicies(Json& out, const Scene& scene, Random& random) {
  const Use identity;
  if (random.Percent(85)) {
    Json documents = Documents(scene, identity, 15, random);
    // Long lists take another way through an index than short ones.
    if (random.Percent(12)) {
      documents.Append(RandomDocument(scene, identity, 10 + random.Below(40), 4, random));
    }
    if (random.Percent(20) && !documents.items().empty()) {
      Json named = Json::MakeObject();
      named.Set("name", Text("P"));
      named.Set("document", documents.items()[0]);
      documents.items()[0] = std::move(named);
    }
    out.Set("identityPolicies", std::move(documents));
  }
  if (random.Percent(25)) {
    Json boundary = Documents(scene, identity, 70, random);
    const bool lone = boundary.items().size() == 1;
    out.Set("permissionsBoundary", lone ? Json(boundary.items()[0]) : std::move(boundary));
  }
  if (random.Percent(scene.has_sessions ? 50 : 2)) {
    out.Set("sessionPolicies", Documents(scene, identity, 60, random));
  }
  if (random.Percent(scene.has_sessions ? 10 : 1)) {
    out.Set("scopePolicies", Documents(scene, identity, 70, random));
  }
}

}  // namespace

Json GenerateCase(uint64_t seed) {
  Random random(seed);
  const Scene scene = MakeScene(random);
  Json out = Json::MakeObject();
  out.Set("id", Json::String(std::to_string(seed)));
  out.Set("request", RequestOf(scene, random));
  AddCallersPolicies(out, scene, random);
  if (random.Percent(75)) {
    const Use use = UseOf("resourcePolicy", scene);
    const size_t count = random.Percent(4) ? 20 + random.Below(20) : 1 + random.Below(3);
    out.Set("resourcePolicy", RandomDocument(scene, use, count, 15, random));
  }
  if (random.Percent(25)) {
    out.Set("serviceControlPolicies",
            Levels(scene, UseOf("serviceControlPolicies", scene), random));
  }
  if (random.Percent(12)) {
    out.Set("resourceControlPolicies",
            Levels(scene, UseOf("resourceControlPolicies", scene), random));
  }
  if (random.Percent(12)) {
    out.Set("vpcEndpointPolicies",
            Documents(scene, UseOf("vpcEndpointPolicies", scene), 70, random));
  }
  return out;
}

Json GenerateDocument(uint64_t seed, const char* member, const char* effect) {
  Random scene_random(seed);
  const Scene scene = MakeScene(scene_random);
  Random random(~seed);
  Json statements = Json::MakeArray({Statement(scene, UseOf(member, scene), effect, random)});
  return Document(std::move(statements), random);
}

}  // namespace differential
