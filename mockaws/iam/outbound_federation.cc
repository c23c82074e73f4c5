// The account as an issuer of tokens, and which kind of session token the global STS endpoint
// gives.
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/refusal.h"

namespace mockaws {
namespace {

std::string Issuer(const OutboundFederation& outbound) {
  return "https://" + outbound.issuer_id + ".tokens.sts.global.api.aws";
}

ApiError Disabled(const OpContext& context) {
  return ModelledRefusal(
      context, "FeatureDisabledException",
      "Outbound identity federation is disabled for account " + context.caller.account_id);
}

// The issuer stays the same after switching off and on (recorded).
ApiResult<Value> Enable(OpContext& context) {
  if (context.account().settings().outbound.enabled) {
    return ModelledRefusal(
        context, "FeatureEnabledException",
        "Outbound identity federation is already enabled for account " + context.caller.account_id);
  }
  OutboundFederation& outbound = context.edit_account().edit_settings()->outbound;
  outbound.enabled = true;
  if (outbound.issuer_id.empty()) outbound.issuer_id = NewUuid(context.ids, "issuer");
  Value result;
  result.Set("IssuerIdentifier", Issuer(outbound));
  return result;
}

ApiResult<Value> Disable(OpContext& context) {
  if (!context.account().settings().outbound.enabled) return Disabled(context);
  context.edit_account().edit_settings()->outbound.enabled = false;
  return Value();
}

ApiResult<Value> GetInfo(OpContext& context) {
  const OutboundFederation& outbound = context.account().settings().outbound;
  if (!outbound.enabled) return Disabled(context);
  Value result;
  result.Set("IssuerIdentifier", Issuer(outbound));
  result.Set("JwtVendingEnabled", true);
  return result;
}

ApiResult<Value> SetPreferences(OpContext& context) {
  context.edit_account().edit_settings()->global_token_version =
      context.in.Str("GlobalEndpointTokenVersion") == "v2Token" ? 2 : 1;
  return Value();
}

constexpr Operation kOperations[] = {
    {"EnableOutboundWebIdentityFederation", Enable, Mode::kWrite, OnEverything},
    {"DisableOutboundWebIdentityFederation", Disable, Mode::kWrite, OnEverything},
    {"GetOutboundWebIdentityFederationInfo", GetInfo, Mode::kRead, OnEverything},
    {"SetSecurityTokenServicePreferences", SetPreferences, Mode::kWrite, OnEverything},
};

}  // namespace

OperationFamily OutboundFederationOperations() { return kOperations; }

}  // namespace mockaws
