#include "simulator/lint/key_facts.h"

#include <algorithm>

#include "policy_engine/pattern/ascii.h"
#include "simulator/lint/patterns.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

using mockaws::ConditionKeyType;
using policy_engine::AsciiLower;

struct KnownKey {
  const char* name;
  ConditionKeyType type;
};

// Global keys, AWS's documentation "AWS global condition context keys", and those that a session
// carries into every request it makes. `/*` ends keys with a part of one's own.
constexpr KnownKey kEveryRequestKeys[] = {
    {"aws:AssumedRoot", ConditionKeyType::kBool},
    {"aws:CalledVia", ConditionKeyType::kArrayOfString},
    {"aws:CalledViaAWSMCP", ConditionKeyType::kString},
    {"aws:CalledViaFirst", ConditionKeyType::kString},
    {"aws:CalledViaLast", ConditionKeyType::kString},
    {"aws:ChatbotSourceArn", ConditionKeyType::kArn},
    {"aws:CurrentTime", ConditionKeyType::kDate},
    {"aws:Ec2InstanceSourcePrivateIPv4", ConditionKeyType::kIpAddress},
    {"aws:Ec2InstanceSourceVpc", ConditionKeyType::kString},
    {"aws:EpochTime", ConditionKeyType::kDate},
    {"aws:FederatedProvider", ConditionKeyType::kString},
    {"aws:IsMcpServiceAction", ConditionKeyType::kBool},
    {"aws:MultiFactorAuthAge", ConditionKeyType::kNumeric},
    {"aws:MultiFactorAuthPresent", ConditionKeyType::kBool},
    {"aws:OriginIdentity/*", ConditionKeyType::kString},
    {"aws:PrincipalAccount", ConditionKeyType::kString},
    {"aws:PrincipalArn", ConditionKeyType::kArn},
    {"aws:PrincipalIsAWSService", ConditionKeyType::kBool},
    {"aws:PrincipalOrgID", ConditionKeyType::kString},
    {"aws:PrincipalOrgPaths", ConditionKeyType::kArrayOfString},
    {"aws:PrincipalServiceName", ConditionKeyType::kString},
    {"aws:PrincipalServiceNamesList", ConditionKeyType::kArrayOfString},
    {"aws:PrincipalTag/*", ConditionKeyType::kString},
    {"aws:PrincipalType", ConditionKeyType::kString},
    {"aws:Referer", ConditionKeyType::kString},
    {"aws:RequestedRegion", ConditionKeyType::kString},
    {"aws:ResourceAccount", ConditionKeyType::kString},
    {"aws:ResourceOrgID", ConditionKeyType::kString},
    {"aws:ResourceOrgPaths", ConditionKeyType::kArrayOfString},
    {"aws:SecureTransport", ConditionKeyType::kBool},
    {"aws:SignInSessionArn", ConditionKeyType::kArn},
    {"aws:SourceAccount", ConditionKeyType::kString},
    {"aws:SourceArn", ConditionKeyType::kArn},
    {"aws:SourceIdentity", ConditionKeyType::kString},
    {"aws:SourceIp", ConditionKeyType::kIpAddress},
    {"aws:SourceOrgID", ConditionKeyType::kString},
    {"aws:SourceOrgPaths", ConditionKeyType::kArrayOfString},
    {"aws:SourceOwner", ConditionKeyType::kString},
    {"aws:SourceVpc", ConditionKeyType::kString},
    {"aws:SourceVpcArn", ConditionKeyType::kArn},
    {"aws:SourceVpce", ConditionKeyType::kString},
    {"aws:TokenIssueTime", ConditionKeyType::kDate},
    {"aws:TransactionContext/*", ConditionKeyType::kString},
    {"aws:UserAgent", ConditionKeyType::kString},
    {"aws:ViaAWSMCPService", ConditionKeyType::kBool},
    {"aws:ViaAWSService", ConditionKeyType::kBool},
    {"aws:VpcSourceIp", ConditionKeyType::kIpAddress},
    {"aws:VpceAccount", ConditionKeyType::kString},
    {"aws:VpceOrgID", ConditionKeyType::kString},
    {"aws:VpceOrgPaths", ConditionKeyType::kArrayOfString},
    {"aws:userid", ConditionKeyType::kString},
    {"aws:username", ConditionKeyType::kString},
    {"ec2:RoleDelivery", ConditionKeyType::kNumeric},
    {"ec2:SourceInstanceARN", ConditionKeyType::kArn},
    {"glue:CredentialIssuingService", ConditionKeyType::kString},
    {"glue:RoleAssumedBy", ConditionKeyType::kString},
    {"identitystore:UserId", ConditionKeyType::kString},
    {"lambda:SourceFunctionArn", ConditionKeyType::kArn},
    {"saml:namequalifier", ConditionKeyType::kString},
    {"saml:sub", ConditionKeyType::kString},
    {"saml:sub_type", ConditionKeyType::kString},
    {"ssm:SourceInstanceARN", ConditionKeyType::kArn},
};

// Of calls that carry or change tags.
constexpr KnownKey kTagKeys[] = {
    {"aws:RequestTag/*", ConditionKeyType::kString},
    {"aws:ResourceTag/*", ConditionKeyType::kString},
    {"aws:TagKeys", ConditionKeyType::kArrayOfString},
};

// Newer than the catalog: of GetWebIdentityToken.
constexpr KnownKey kTokenKeys[] = {
    {"sts:IdentityTokenScope", ConditionKeyType::kArrayOfString},
    {"sts:SubjectMode", ConditionKeyType::kString},
};
constexpr const char* kNewerActions[] = {
    "iam:AcquireRole",
    "sts:GetScopedCredentials",
    "sts:SetWebIdentityTokenScope",
};

// `aws:ResourceTag/${TagKey}` and `s3:ExistingObjectTag/<key>` as patterns.
std::string KeyPattern(std::string_view name) {
  std::string pattern;
  // In some services' rows the tag's name is left out, or a word that stands for it.
  if (name.ends_with("/tag-key")) name.remove_suffix(std::string_view("tag-key").size());
  if (name.ends_with('/')) return AsciiLower(name) + "?*";
  for (size_t i = 0; i < name.size(); ++i) {
    const bool dollar = name.substr(i).starts_with("${");
    const size_t close = dollar || name[i] == '<' ? name.find(dollar ? '}' : '>', i) : name.npos;
    if (close == std::string_view::npos) {
      pattern += AsciiLower(name[i]);
    } else {
      pattern += "?*";
      i = close;
    }
  }
  return pattern;
}

// `key` may have `*` and `?` of its own where variables were; they are no wildcards here.
bool NameMeansKey(std::string_view name, std::string_view key) {
  return PatternCovers(KeyPattern(name), AsciiLower(key));
}

std::optional<KeyFacts> FindKnown(const auto& keys, KeyScope scope, std::string_view key) {
  for (const KnownKey& known : keys) {
    if (NameMeansKey(known.name, key)) return KeyFacts{known.name, scope, known.type};
  }
  return std::nullopt;
}

std::optional<KeyFacts> FindInService(std::string_view service, std::string_view key) {
  const auto found = mockaws::FindService(service);
  if (!found) return std::nullopt;
  for (const mockaws::ConditionKeyReference& known : found->condition_keys()) {
    if (!NameMeansKey(known.name(), key)) continue;
    return KeyFacts{std::string(known.name()), KeyScope::kSomeActions, known.type()};
  }
  return std::nullopt;
}

bool Carries(const mockaws::Names& names, std::string_view key) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return NameMeansKey(name, key); });
}

}  // namespace

std::optional<KeyFacts> FindKey(std::string_view key) {
  if (auto found = FindKnown(kEveryRequestKeys, KeyScope::kEveryRequest, key)) return found;
  if (auto found = FindKnown(kTagKeys, KeyScope::kSomeActions, key)) return found;
  if (auto found = FindKnown(kTokenKeys, KeyScope::kSomeActions, key)) return found;
  const std::string prefix(key.substr(0, key.find(':')));
  if (auto found = FindInService(prefix, key)) return found;
  for (const std::string_view service : mockaws::ServicesOfKeyPrefix(prefix)) {
    if (auto found = FindInService(service, key)) return found;
  }
  if (auto found = FindInService("sts", key)) return found;
  // Identity providers' keys begin with a host.
  if (prefix.find('.') != std::string::npos && prefix.size() + 1 < key.size()) {
    return KeyFacts{std::string(key), KeyScope::kProvider, std::nullopt};
  }
  return std::nullopt;
}

std::string NearestKey(std::string_view key) {
  std::vector<std::string> names;
  for (const KnownKey& known : kEveryRequestKeys) names.emplace_back(known.name);
  for (const KnownKey& known : kTagKeys) names.emplace_back(known.name);
  for (const KnownKey& known : kTokenKeys) names.emplace_back(known.name);
  const auto service = mockaws::FindService(key.substr(0, key.find(':')));
  if (service) {
    for (const auto& known : service->condition_keys()) names.emplace_back(known.name());
  }
  return NearestName(key, names);
}

bool IsNewerAction(std::string_view action) {
  return std::any_of(std::begin(kNewerActions), std::end(kNewerActions), [&](const char* newer) {
    return policy_engine::EqualsIgnoringAsciiCase(newer, action);
  });
}

bool ActionCarriesKey(const mockaws::ServiceReference& service,
                      const mockaws::ActionReference& action, std::string_view key) {
  if (FindKnown(kEveryRequestKeys, KeyScope::kEveryRequest, key)) return true;
  if (Carries(action.condition_keys(), key)) return true;
  for (const mockaws::ResourceUse& use : action.resources()) {
    if (Carries(use.condition_keys(), key) || Carries(use.resource_type().condition_keys(), key)) {
      return true;
    }
  }
  if (action.name() == "GetWebIdentityToken") {
    return FindKnown(kTokenKeys, KeyScope::kSomeActions, key).has_value();
  }
  // Providers' keys stand in the catalog with the first provider only.
  return service.prefix() == "sts" && action.name() == "AssumeRoleWithWebIdentity" &&
         key.substr(0, key.find(':')).find('.') != std::string_view::npos;
}

}  // namespace simulator
