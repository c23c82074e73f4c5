#include "mockaws/sigv4/verifier.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "mockaws/crypto/digest.h"
#include "mockaws/sigv4/canonical_request.h"
#include "mockaws/sigv4/signature_parts.h"

namespace mockaws {

using policy_engine::Instant;

namespace {

constexpr std::chrono::minutes kSkewMax{15};

constexpr const char* kMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details.";

ApiError SignatureDoesNotMatch(std::string message) {
  return ApiError{403, "SignatureDoesNotMatch", std::move(message)};
}

ApiError IncompleteSignature(std::string message) {
  return ApiError{400, "IncompleteSignature", std::move(message)};
}

ApiResult<void> CheckFreshness(std::string_view timestamp, Instant host_now) {
  const auto signed_at = policy_engine::ParseIso8601Basic(timestamp);
  if (signed_at && *signed_at >= host_now - kSkewMax && *signed_at <= host_now + kSkewMax) {
    return {};
  }
  const std::string told(timestamp);
  if (!signed_at) {
    return IncompleteSignature("Date must be in ISO-8601 'basic format'. Got '" + told +
                               "'. See http://en.wikipedia.org/wiki/ISO_8601");
  }
  const auto text = policy_engine::FormatIso8601Basic;
  if (*signed_at < host_now - kSkewMax) {
    return SignatureDoesNotMatch("Signature expired: " + told + " is now earlier than " +
                                 text(host_now - kSkewMax) + " (" + text(host_now) + " - 15 min.)");
  }
  return SignatureDoesNotMatch("Signature not yet current: " + told + " is still later than " +
                               text(host_now + kSkewMax) + " (" + text(host_now) + " + 15 min.)");
}

// KEY/DATE/REGION/SERVICE/TERMINATOR.
struct Credential {
  std::string_view access_key_id;
  CredentialScope scope;
  std::string_view terminator;
};

ApiResult<Credential> ReadCredential(std::string_view text) {
  std::array<std::string_view, 5> fields;
  size_t count = 0;
  for (std::string_view rest = text;;) {
    const size_t slash = rest.find('/');
    if (count < fields.size()) fields[count] = rest.substr(0, slash);
    ++count;
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (count != fields.size()) {
    return IncompleteSignature(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '" +
        std::string(text) + "'");
  }
  return Credential{fields[0], {fields[1], fields[2], fields[3]}, fields[4]};
}

// An offline server stands for every region: any name of a region's form will do.
bool IsRegionName(std::string_view region) {
  const bool plain = std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  return plain && region.find('-') != std::string_view::npos;
}

ApiResult<void> CheckScope(const Credential& credential, std::string_view service,
                           std::string_view timestamp) {
  std::string faults;
  if (!IsRegionName(credential.scope.region)) {
    faults += "Credential should be scoped to a valid region. ";
  }
  if (credential.scope.service != service) {
    faults += "Credential should be scoped to correct service: '" + std::string(service) + "'. ";
  }
  if (credential.terminator != kScopeTerminator) {
    faults += "Credential should be scoped with a valid terminator: 'aws4_request', not '" +
              std::string(credential.terminator) + "'. ";
  }
  const std::string_view day = timestamp.substr(0, 8);
  if (credential.scope.date != day) {
    faults +=
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
        "HTTP: '";
    for (const std::string_view part :
         {credential.scope.date, std::string_view("' != '"), day, std::string_view("', from '"),
          timestamp, std::string_view("'.")}) {
      faults += part;
    }
  }
  if (faults.empty()) return {};
  return SignatureDoesNotMatch(std::move(faults));
}

ApiResult<void> CheckSignature(const HttpRequest& request, const SignatureParts& parts,
                               const CredentialScope& scope, std::string_view secret) {
  const std::string payload_hash = Sha256Hex(request.body);
  const std::string* claimed_hash = request.Find("X-Amz-Content-Sha256");
  const std::string canonical = CanonicalRequest(request, parts.signed_headers, payload_hash);
  const std::string expected =
      Signature(secret, scope, StringToSign(parts.timestamp, scope, canonical));
  const bool same = ConstantTimeEqual(expected, parts.signature);
  const bool hash_holds = claimed_hash == nullptr || *claimed_hash == payload_hash;
  if (same && hash_holds) return {};
  ApiError error = SignatureDoesNotMatch(kMismatch);
  error.detail = "the canonical request that the server saw:\n" + canonical;
  if (!hash_holds) error.detail += "\nx-amz-content-sha256 says otherwise: " + *claimed_hash;
  return error;
}

}  // namespace

ApiResult<VerifiedSignature> VerifySignature(const HttpRequest& request, std::string_view service,
                                             CredentialLookup& lookup, Instant host_now) {
  SignatureParts parts;
  RETURN_IF_ERROR(ReadSignatureParts(request, &parts));
  const auto& headers = parts.signed_headers;
  if (std::find(headers.begin(), headers.end(), "host") == headers.end()) {
    return SignatureDoesNotMatch(
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  RETURN_IF_ERROR(CheckFreshness(parts.timestamp, host_now));
  ASSIGN_OR_RETURN(const Credential credential, ReadCredential(parts.credential));
  RETURN_IF_ERROR(CheckScope(credential, service, parts.timestamp));
  ASSIGN_OR_RETURN(const std::string_view secret,
                   lookup.FindSecret(credential.access_key_id, parts.session_token));
  RETURN_IF_ERROR(CheckSignature(request, parts, credential.scope, secret));
  return VerifiedSignature{std::string(credential.access_key_id),
                           std::string(credential.scope.region), parts.presigned};
}

}  // namespace mockaws
