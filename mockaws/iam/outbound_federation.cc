// The account as an issuer of tokens, and which kind of session token the global STS endpoint
// gives.
#include "mockaws/crypto/signature_keys.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/refusal.h"

namespace mockaws {
namespace {

constexpr int kRsaBits = 2048;

ApiError Disabled(const OpContext& context) {
  return ModelledRefusal(
      context, "FeatureDisabledException",
      "Outbound identity federation is disabled for account " + context.caller.account_id);
}

// Issuer and keys stay the same after switching off and on (recorded).
ApiResult<Value> Enable(OpContext& context) {
  if (context.account().settings().outbound.enabled) {
    return ModelledRefusal(
        context, "FeatureEnabledException",
        "Outbound identity federation is already enabled for account " + context.caller.account_id);
  }
  OutboundFederation& outbound = context.edit_account().edit_settings()->outbound;
  outbound.enabled = true;
  if (outbound.issuer_id.empty()) {
    outbound.issuer_id = NewUuid(context.ids, "issuer");
    outbound.rsa_key = PrivateKey::NewRsaPem(kRsaBits);
    outbound.ec_key = PrivateKey::NewEcPem("P-384");
  }
  Value result;
  result.Set("IssuerIdentifier", outbound.url());
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
  result.Set("IssuerIdentifier", outbound.url());
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
