#include "mockaws/sigv4/signer.h"

#include <algorithm>
#include <vector>

#include "mockaws/crypto/digest.h"
#include "mockaws/sigv4/canonical_request.h"
#include "mockaws/wire/ascii.h"
#include "mockaws/wire/percent.h"

namespace mockaws {
namespace {

bool IsSigned(std::string_view lower_name) {
  return lower_name == "host" || lower_name == "content-type" || lower_name.starts_with("x-amz-");
}

std::vector<std::string> SignedHeaderNames(const HttpRequest& request) {
  std::vector<std::string> names;
  for (const HttpHeader& header : request.headers) {
    std::string name = LowerAscii(header.name);
    if (IsSigned(name)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string Join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ";") + name;
  return joined;
}

std::string SignatureOf(const HttpRequest& request, const std::vector<std::string>& names,
                        const SigningCredentials& credentials, const CredentialScope& scope,
                        const std::string& timestamp) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string canonical = CanonicalRequest(request, views, Sha256Hex(request.body));
  return Signature(credentials.secret, scope, StringToSign(timestamp, scope, canonical));
}

}  // namespace

void SignRequest(HttpRequest* request, const SigningCredentials& credentials,
                 const SigningScope& scope, policy_engine::Instant now) {
  const std::string timestamp = policy_engine::FormatIso8601Basic(now);
  request->headers.push_back({"X-Amz-Date", timestamp});
  if (!credentials.session_token.empty()) {
    request->headers.push_back({"X-Amz-Security-Token", credentials.session_token});
  }
  const CredentialScope full{std::string_view(timestamp).substr(0, 8), scope.region, scope.service};
  const std::vector<std::string> names = SignedHeaderNames(*request);
  const std::string signature = SignatureOf(*request, names, credentials, full, timestamp);
  request->headers.push_back(
      {"Authorization", std::string(kSigningAlgorithm) +
                            " Credential=" + credentials.access_key_id + "/" + full.Text() +
                            ", SignedHeaders=" + Join(names) + ", Signature=" + signature});
}

void PresignRequest(HttpRequest* request, const SigningCredentials& credentials,
                    const SigningScope& scope, policy_engine::Instant now, int expires_seconds) {
  const std::string timestamp = policy_engine::FormatIso8601Basic(now);
  const CredentialScope full{std::string_view(timestamp).substr(0, 8), scope.region, scope.service};
  const auto add = [&](std::string_view name, std::string_view value) {
    request->target += request->target.find('?') == std::string::npos ? '?' : '&';
    request->target += std::string(name) + "=" + PercentEncode(value);
  };
  add("X-Amz-Algorithm", kSigningAlgorithm);
  add("X-Amz-Credential", credentials.access_key_id + "/" + full.Text());
  add("X-Amz-Date", timestamp);
  add("X-Amz-Expires", std::to_string(expires_seconds));
  if (!credentials.session_token.empty()) add("X-Amz-Security-Token", credentials.session_token);
  add("X-Amz-SignedHeaders", "host");
  add("X-Amz-Signature", SignatureOf(*request, {"host"}, credentials, full, timestamp));
}

}  // namespace mockaws
