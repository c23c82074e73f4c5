// The canonical request and the string to sign of Signature Version 4 ("Create a signed AWS API
// request"), shared by signer and verifier.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mockaws/wire/http_message.h"

namespace mockaws {

inline constexpr std::string_view kSigningAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr std::string_view kScopeTerminator = "aws4_request";

// DATE/REGION/SERVICE/aws4_request, as views of texts that somebody else keeps.
struct CredentialScope {
  std::string_view date;  // YYYYMMDD
  std::string_view region;
  std::string_view service;

  std::string Text() const;
  void AppendText(std::string* out) const;
};

// `path` as received: dot segments and doubled slashes go, then each byte that isn't unreserved is
// encoded (again), as all services but S3 do.
std::string CanonicalPath(std::string_view path);

// Parameters decoded, encoded uniformly and sorted; X-Amz-Signature is left out.
std::string CanonicalQuery(std::string_view query);

// `signed_headers`: lower-case names in the order of the signature. Headers that the request lacks
// count as empty.
std::string CanonicalRequest(const HttpRequest& request,
                             const std::vector<std::string_view>& signed_headers,
                             std::string_view payload_hash);

// `timestamp`: YYYYMMDDTHHMMSSZ.
std::string StringToSign(std::string_view timestamp, const CredentialScope& scope,
                         std::string_view canonical_request);

// Lower-case hex. The signing key is cached per thread.
std::string Signature(std::string_view secret, const CredentialScope& scope,
                      std::string_view string_to_sign);

}  // namespace mockaws
