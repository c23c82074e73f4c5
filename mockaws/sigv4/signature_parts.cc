#include "mockaws/sigv4/signature_parts.h"

#include <algorithm>

#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/model/bind.h"
#include "mockaws/sigv4/canonical_request.h"
#include "mockaws/wire/ascii.h"
#include "policy_engine/base/time.h"

namespace mockaws {
namespace {

constexpr size_t kUsualHeaders = 8;

ApiError IncompleteSignature(std::string message) {
  return ApiError{400, "IncompleteSignature", std::move(message)};
}

ApiError MissingAuthenticationToken() {
  return ApiError{403, "MissingAuthenticationToken", "Request is missing Authentication Token"};
}

std::string HashedBase64(std::string_view text) {
  const Sha256Digest digest = Sha256(text);
  return Base64Encode(AsView(digest));
}

void SplitHeaders(std::string_view text, SignatureParts* out) {
  out->lower_headers = LowerAscii(text);
  out->signed_headers.clear();
  out->signed_headers.reserve(kUsualHeaders);
  std::string_view rest = out->lower_headers;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (!name.empty()) out->signed_headers.push_back(name);
  }
}

// X-Amz-Date, else Date; an HTTP date becomes its ISO form. Empty if there is neither.
void ReadTimestamp(const HttpRequest& request, SignatureParts* out) {
  if (const std::string* date = request.Find("X-Amz-Date")) {
    out->timestamp = *date;
    return;
  }
  const std::string* date = request.Find("Date");
  if (date == nullptr) return;
  const auto instant = policy_engine::ParseHttpDate(*date);
  out->converted_date = instant ? policy_engine::FormatIso8601Basic(*instant) : *date;
  out->timestamp = out->converted_date;
}

// Takes what stands before the next comma or space off `parts`, and that comma or space.
std::string_view TakePart(std::string_view* parts) {
  const std::string_view to_comma = parts->substr(0, parts->find(','));
  const size_t size = std::min(to_comma.size(), to_comma.find(' '));
  const std::string_view part = parts->substr(0, size);
  parts->remove_prefix(std::min(parts->size(), size + 1));
  return part;
}

// The key=value parts after the algorithm, separated by commas or spaces; of a doubled part the
// last counts.
ApiResult<void> ReadParts(std::string_view parts, std::string_view header, SignatureParts* out) {
  while (!parts.empty()) {
    const std::string_view part = TakePart(&parts);
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      return IncompleteSignature(
          "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with "
          "SHA-256 and encoded with Base64): '" +
          HashedBase64(header) + "'.");
    }
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = part.substr(equals + 1);
    if (name == "Credential") out->credential = value;
    if (name == "SignedHeaders") SplitHeaders(value, out);
    if (name == "Signature") out->signature = value;
  }
  return {};
}

ApiResult<void> FromHeader(const HttpRequest& request, const std::string& header,
                           SignatureParts* parts) {
  const std::string_view text = header;
  const std::string_view algorithm = text.substr(0, text.find(' '));
  if (!algorithm.starts_with("AWS")) return MissingAuthenticationToken();
  if (algorithm != kSigningAlgorithm) {
    return IncompleteSignature("Unsupported AWS 'algorithm': '" + std::string(algorithm) + "'.");
  }
  RETURN_IF_ERROR(ReadParts(text.substr(algorithm.size()), header, parts));
  ReadTimestamp(request, parts);
  if (const std::string* token = request.Find("X-Amz-Security-Token")) {
    parts->session_token = *token;
  }
  std::string missing;
  const auto require = [&](bool present, std::string_view name) {
    if (present) return;
    missing += "Authorization header requires '" + std::string(name) + "' parameter. ";
  };
  require(!parts->credential.empty(), "Credential");
  require(!parts->signature.empty(), "Signature");
  require(!parts->signed_headers.empty(), "SignedHeaders");
  if (parts->timestamp.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing.empty()) return {};
  return IncompleteSignature(missing + "(Hashed with SHA-256 and encoded with Base64) " +
                             "Authorization=" + HashedBase64(header));
}

ApiResult<void> FromQuery(SignatureParts* parts) {
  const QueryParameters& query = parts->query;
  const std::string* algorithm = FindParameter(query, "X-Amz-Algorithm");
  if (algorithm != nullptr && !algorithm->starts_with("AWS4-")) {
    return MissingAuthenticationToken();
  }
  parts->presigned = true;
  std::string missing;
  const auto require = [&](std::string_view name) -> std::string_view {
    const std::string* value = FindParameter(query, name);
    if (value != nullptr && !value->empty()) return *value;
    missing += "AWS query-string parameters must include '" + std::string(name) + "'. ";
    return "";
  };
  require("X-Amz-Algorithm");
  parts->credential = require("X-Amz-Credential");
  parts->signature = require("X-Amz-Signature");
  SplitHeaders(require("X-Amz-SignedHeaders"), parts);
  parts->timestamp = require("X-Amz-Date");
  if (const std::string* token = FindParameter(query, "X-Amz-Security-Token")) {
    parts->session_token = *token;
  }
  if (missing.empty()) return {};
  return IncompleteSignature(missing + "Re-examine the query-string parameters.");
}

}  // namespace

ApiResult<void> ReadSignatureParts(const HttpRequest& request, SignatureParts* parts) {
  if (!request.query().empty()) {
    ASSIGN_OR_RETURN(parts->query, DecodeQuery(request.query()));
  }
  const QueryParameters& query = parts->query;
  const std::string* header = request.Find("Authorization");
  const bool in_query = FindParameter(query, "X-Amz-Algorithm") != nullptr ||
                        FindParameter(query, "X-Amz-Credential") != nullptr ||
                        FindParameter(query, "X-Amz-Signature") != nullptr;
  if (header != nullptr && in_query) return ApiError{403, "SignatureDoesNotMatch", ""};
  if (header != nullptr) return FromHeader(request, *header, parts);
  if (in_query) return FromQuery(parts);
  return MissingAuthenticationToken();
}

}  // namespace mockaws
